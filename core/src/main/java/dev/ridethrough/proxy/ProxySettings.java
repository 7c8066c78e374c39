package dev.ridethrough.proxy;

import dev.ridethrough.grace.Grace;
import java.nio.file.Path;

/// What a proxy is told on its command line.
///
/// @param watching whether the socket's directory is watched beside the poll
public record ProxySettings(Path socket, Grace grace, boolean watching, String version) {
  /// The directory that is watched.
  Path directory() {
    Path parent = socket.toAbsolutePath().getParent();
    return parent == null ? Path.of("/") : parent;
  }
}
