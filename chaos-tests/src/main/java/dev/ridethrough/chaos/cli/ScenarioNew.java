package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Templates;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
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
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it

  @Parameters(paramLabel = "NAME", description = "Lower case letters, digits and hyphens.")
  private String name = "";

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      defaultValue = "SIGKILL",
      description =
          "What goes wrong in it; `scenario faults` lists them (default: ${DEFAULT-VALUE}).")
  private Fault fault = Fault.SIGKILL;

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      defaultValue = "chaos-tests/corpus",
      description = "Where to (default: ${DEFAULT-VALUE}).")
  private Path corpus = Path.of("chaos-tests/corpus");

  @Override
  public Integer call() throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new ParameterException(
          spec.commandLine(),
          "'" + name + "' is no name for a scenario: lower case letters, digits and hyphens.");
    }
    if (fault == Fault.WALL_CLOCK_JUMP) {
      throw new ParameterException(
          spec.commandLine(), fault + " can't be done anywhere: see `scenario faults`.");
    }
    Path file = corpus.resolve(name + ".json");
    write(file);
    System.out.printf(
        "Wrote %s: change it as you like (CONTRIBUTING.md says what it may hold), then%n"
            + "  ci/chaos run --scenario %s%nEvery gate runs it from now on.%n",
        file, ShellWord.quoted(file.toString()));
    return 0;
  }

  /// Never over another one.
  private void write(Path file) throws IOException {
    String text = ScenarioFile.text(Templates.of(name, fault)) + "\n";
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new ParameterException(
          spec.commandLine(), file + " is there already: choose another name.", e);
    } catch (AccessDeniedException e) {
      throw new ParameterException(
          spec.commandLine(), "no permission to write " + file + ": give another --corpus.", e);
    } catch (NoSuchFileException e) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no folder " + corpus + ": run it from the checkout, or give --corpus.",
          e);
    }
  }
}
