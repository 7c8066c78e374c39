package dev.ridethrough.daemon;

import java.nio.file.Path;
import java.time.Duration;

/// What a daemon is told on its command line.
///
/// @param home where it keeps what must survive it
/// @param drain how long a shutdown waits for requests that run
public record DaemonSettings(Path home, Path socket, Duration drain, String version) {
  /// Drain and start together must stay under the grace window of the clients, 8 s.
  public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(4);

  Path directory() {
    Path parent = socket.toAbsolutePath().getParent();
    return parent == null ? Path.of("/") : parent;
  }

  Path lockFile() {
    return sibling(".lock");
  }

  /// Where the socket is bound before it is renamed to its path: in the same directory, and no
  /// longer than it.
  Path temporary(int maxPathBytes) {
    Path longer = sibling("~");
    if (PathRules.bytes(longer) <= maxPathBytes) {
      return longer;
    }
    String name = name();
    return socket.resolveSibling(name.substring(0, name.length() - 1) + "~");
  }

  private Path sibling(String suffix) {
    return socket.resolveSibling(name() + suffix);
  }

  private String name() {
    return String.valueOf(socket.getFileName());
  }
}
