package dev.ridethrough.cli;

import dev.ridethrough.daemon.DaemonSettings;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.Text;
import java.nio.file.InvalidPathException;
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

  Where(Machine machine, @Nullable Path home, @Nullable Path socket) {
    this.machine = machine;
    this.home = home;
    this.socket = socket;
  }

  /// The home that was given, or null.
  @Nullable Path givenHome() {
    return home == null ? null : given(home, "--home");
  }

  /// The socket that was given, or null.
  @Nullable Path givenSocket() {
    return socket == null ? null : given(socket, "--socket");
  }

  Path home() {
    Path given = givenHome();
    return given == null ? usualHome("give --home DIR") : given;
  }

  /// The home when none is given.
  Path usualHome() {
    return usualHome("set it");
  }

  private Path usualHome(String remedy) {
    String user = machine.environment("HOME");
    if (user == null || !path(user).isAbsolute()) {
      String message = "HOME is not set to an absolute path: " + remedy + ".";
      throw new UserException(ExitCode.USAGE, message);
    }
    return path(user).resolve(".ridethrough");
  }

  /// Not every path can be written in every locale.
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      String message =
          "'%s' can't be used as a path here: %s. Set LC_ALL to a UTF-8 locale such as C.UTF-8, or give another path."
              .formatted(Text.printable(text), e.getReason());
      throw new UserException(ExitCode.USAGE, message);
    }
  }

  static Path given(Path path, String option) {
    if (path.toString().isEmpty()) {
      throw new UserException(ExitCode.USAGE, option + " is empty: give a path.");
    }
    return path.toAbsolutePath().normalize();
  }

  Path socket() {
    Path given = givenSocket();
    return given == null ? home().resolve(DaemonSettings.SOCKET) : given;
  }
}
