package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the daemon lives. Derived from HOME alone: MCP clients pass almost no environment.
final class Where {
  private final Machine machine;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Where the daemon keeps its data (default: ~/.ridethrough).")
  private @Nullable Path home;

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = "The daemon's socket (default: daemon.sock in its home).")
  private @Nullable Path socket;

  Where(Machine machine) {
    this.machine = machine;
  }

  Path home() {
    if (home != null) {
      return given(home, "--home");
    }
    String user = machine.environment("HOME");
    if (user == null || !Path.of(user).isAbsolute()) {
      throw new UserException("HOME is not set to an absolute path: give --home DIR.");
    }
    return Path.of(user, ".ridethrough");
  }

  private static Path given(Path path, String option) {
    if (path.toString().isEmpty()) {
      throw new UserException(option + " is empty: give a path.");
    }
    return path.toAbsolutePath().normalize();
  }

  Path socket() {
    return socket == null ? home().resolve("daemon.sock") : given(socket, "--socket");
  }
}
