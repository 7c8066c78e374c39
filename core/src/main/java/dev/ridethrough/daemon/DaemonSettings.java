package dev.ridethrough.daemon;

import dev.ridethrough.mcp.Offer;
import java.nio.file.Path;
import java.time.Duration;

/// What a daemon is told on its command line.
///
/// @param home where it keeps what must survive it
/// @param drain how long a shutdown waits for requests that run
/// @param activated whether a service manager owns the socket, and gives it as standard input
public record DaemonSettings(
    Path home, Path socket, Duration drain, String version, boolean activated) {
  /// Drain and start together must stay under the grace window of the clients, 8 s.
  public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(4);

  /// What a shutdown may take beyond the drain; then the process ends anyhow.
  public static final Duration SHUTDOWN_MARGIN = Duration.ofSeconds(2);

  /// The socket in a home, unless another one is given.
  public static final String SOCKET = "daemon.sock";

  /// A daemon that makes its socket itself.
  public DaemonSettings(Path home, Path socket, Duration drain, String version) {
    this(home, socket, drain, version, false);
  }

  /// Where the lease is: beside the socket, unless a manager owns that place.
  Path directory() {
    if (activated) {
      return home;
    }
    Path parent = socket.toAbsolutePath().getParent();
    return parent == null ? Path.of("/") : parent;
  }

  /// Of an activated one that of the home's own socket: a daemon started by hand holds the same.
  Path lockFile() {
    return activated ? home.resolve(SOCKET + ".lock") : sibling(".lock");
  }

  /// What the daemon offers, for clients that come while there is none.
  Path offerFile() {
    return sibling(Offer.SUFFIX);
  }

  /// Where a process binds the socket before it renames it to its path: in the same directory, no
  /// longer than the kernel takes, and different for each process unless the path leaves no room.
  /// Two of them may bind at once when the lock was deleted while they start.
  Path temporary(int maxPathBytes, long pid) {
    String suffix = "~" + Long.toString(pid, Character.MAX_RADIX);
    Path longer = sibling(suffix);
    if (PathRules.bytes(longer) <= maxPathBytes) {
      return longer;
    }
    String name = name();
    int kept = name.length() - suffix.length();
    return socket.resolveSibling(
        kept < 0 ? name.substring(0, name.length() - 1) + "~" : name.substring(0, kept) + suffix);
  }

  private Path sibling(String suffix) {
    return socket.resolveSibling(name() + suffix);
  }

  private String name() {
    return String.valueOf(socket.getFileName());
  }
}
