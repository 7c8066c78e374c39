package dev.ridethrough.chaos.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A scenario that is added to the corpus.
final class NewScenario {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create(); // picocli sets it

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      defaultValue = "chaos-tests/corpus",
      description = "Where to (default: ${DEFAULT-VALUE}).")
  private Path corpus = Path.of("chaos-tests/corpus");

  /// Writes it, never over another one.
  ///
  /// @param part a folder of the corpus, or empty
  Path write(String part, String name, String text) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw refused(
          "'" + name + "' is no name for a scenario: lower case letters, digits and hyphens.");
    }
    Path file = corpus.resolve(part).resolve(name + ".json");
    try {
      Files.writeString(file, text + "\n", StandardOpenOption.CREATE_NEW);
      return file;
    } catch (FileAlreadyExistsException e) {
      throw refused(file + " is there already: choose another name.");
    } catch (AccessDeniedException e) {
      throw refused("no permission to write " + file + ": give another --corpus.");
    } catch (NoSuchFileException e) {
      throw refused(
          "there is no folder "
              + file.getParent()
              + ": run it from the checkout, or give --corpus.");
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
