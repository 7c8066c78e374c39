package dev.ridethrough.chaos.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The app that is put to the test.
final class AppOption {
  private static final String DEFAULT = "ridethrough.app";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create(); // picocli sets it

  @Option(
      names = "--app",
      paramLabel = "DIR",
      defaultValue = "${sys:ridethrough.app}",
      description = "The app folder of Ridethrough under test (default: ${DEFAULT-VALUE}).")
  private Path app = Path.of("");

  /// Puts another one to the test.
  void use(Path other) {
    app = other;
  }

  /// The folder, which holds an app.
  Path path() {
    Path absolute = absolute(app);
    if (!Files.isExecutable(absolute.resolve("bin/ridethrough"))) {
      throw new ParameterException(
          spec.commandLine(), "no app at " + absolute + ": build it with `mvn package`");
    }
    return absolute;
  }

  /// Whether it is the app of the checkout.
  boolean isOwn() {
    return System.getenv("RIDETHROUGH_APP") == null
        && absolute(app).equals(absolute(Path.of(System.getProperty(DEFAULT, ""))));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
