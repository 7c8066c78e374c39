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
      return home.toAbsolutePath().normalize();
    }
    String user = machine.environment("HOME");
    if (user == null || user.isEmpty()) {
      throw new UserException("HOME is not set: give --home DIR.");
    }
    return Path.of(user, ".ridethrough").toAbsolutePath();
  }

  Path socket() {
    return socket == null ? home().resolve("daemon.sock") : socket.toAbsolutePath().normalize();
  }
}
