package dev.ridethrough.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "daemon",
    mixinStandardHelpOptions = true,
    description = "Run, install, start, stop or look at the daemon.",
    subcommands = DaemonRun.class) // ServiceCommands adds the others
final class DaemonCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "daemon what? One of " + String.join(", ", spec.subcommands().keySet()) + ".");
  }
}
