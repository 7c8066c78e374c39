package dev.ridethrough.chaos.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "scenario",
    mixinStandardHelpOptions = true,
    description = "Make a scenario, or list what can go wrong in one.",
    subcommands = {ScenarioNew.class, ScenarioKeep.class, ScenarioFaults.class})
final class ScenarioCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "scenario what? One of new, keep, faults.");
  }
}
