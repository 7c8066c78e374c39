package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Templates;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = "Write a small, complete scenario into the corpus, to be changed by hand.")
final class ScenarioNew implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it
  @Mixin private NewScenario target = new NewScenario();

  @Parameters(paramLabel = "NAME", description = "Lower case letters, digits and hyphens.")
  private String name = "";

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      defaultValue = "SIGKILL",
      description =
          "What goes wrong in it; `scenario faults` lists them (default: ${DEFAULT-VALUE}).")
  private Fault fault = Fault.SIGKILL;

  @Override
  public Integer call() throws IOException {
    if (fault == Fault.WALL_CLOCK_JUMP) {
      throw new ParameterException(
          spec.commandLine(), fault + " can't be done anywhere: see `scenario faults`.");
    }
    Path file = target.write("", name, ScenarioFile.text(Templates.of(name, fault)));
    System.out.printf(
        "Wrote %s: change it as you like (CONTRIBUTING.md says what it may hold), then%n"
            + "  ci/chaos run --scenario %s%nEvery gate runs it from now on.%n",
        file, ShellWord.quoted(file.toString()));
    return 0;
  }
}
