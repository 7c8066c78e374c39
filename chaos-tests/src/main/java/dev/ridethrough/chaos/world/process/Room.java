package dev.ridethrough.chaos.world.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The folder of one run, and where things are in it. The socket has a directory of its own, so
/// that this can be spoilt without touching the ledger.
public record Room(Path folder) {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  void make() throws IOException {
    for (Path directory : new Path[] {home(), otherHome(), directory()}) {
      Files.createDirectory(directory, PRIVATE);
    }
  }

  public Path home() {
    return folder.resolve("h");
  }

  /// For a daemon that has nothing in common with the first but the socket.
  public Path otherHome() {
    return folder.resolve("i");
  }

  /// Of the socket.
  public Path directory() {
    return folder.resolve("s");
  }

  public Path socket() {
    return directory().resolve("daemon.sock");
  }

  public Path lock() {
    return directory().resolve("daemon.sock.lock");
  }

  public Path control() {
    return folder.resolve("c");
  }

  public Path log(String name) {
    return folder.resolve(name + ".log");
  }
}
