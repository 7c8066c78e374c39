package dev.ridethrough.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Places where a daemon may put its socket.
final class Homes {
  private Homes() {}

  /// A socket path in a new directory that only its owner can use.
  static Path socketIn(Path room) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    return Files.createDirectory(room.resolve("h"), owner).resolve("d.sock");
  }
}
