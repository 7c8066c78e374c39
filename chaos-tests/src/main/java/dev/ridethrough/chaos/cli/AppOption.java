package dev.ridethrough.chaos.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The app that is put to the test.
final class AppOption {
  @Option(
      names = "--app",
      paramLabel = "DIR",
      defaultValue = "${sys:ridethrough.app}",
      description = "The app folder of Ridethrough under test (default: ${DEFAULT-VALUE}).")
  private Path app = Path.of("");

  Path path() {
    return app.toAbsolutePath();
  }
}
