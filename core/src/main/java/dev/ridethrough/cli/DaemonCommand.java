package dev.ridethrough.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "daemon",
    mixinStandardHelpOptions = true,
    description = "Run, stop or look at the daemon.",
    subcommands = {DaemonRun.class, DaemonStop.class, DaemonStatus.class})
final class DaemonCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "daemon what? One of run, stop, status.");
  }
}
