package dev.ridethrough.daemon;

import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Where a daemon may put its socket: a path that the kernel takes, in a directory that only its
/// owner can use.
final class PathRules {
  private static final int OTHERS = 0077;

  private PathRules() {}

  static int bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /// Checks the path and creates its directory, and the home, where they are missing.
  static void check(Machine machine, DaemonSettings settings)
      throws StartException, KernelException {
    checkLength(machine, settings.socket());
    machine.files().createDirectory(settings.home());
    machine.files().createDirectory(settings.directory());
    checkDirectory(machine, settings.directory());
    checkPlace(machine, settings.socket());
  }

  private static void checkLength(Machine machine, Path socket) throws StartException {
    int limit = machine.sockets().maxPathBytes();
    if (bytes(socket) > limit) {
      throw new StartException(
          "the path "
              + socket
              + " has "
              + bytes(socket)
              + " bytes; the kernel takes at most "
              + limit
              + " for a socket. Give a shorter --socket or --home.");
    }
  }

  private static void checkDirectory(Machine machine, Path directory)
      throws StartException, KernelException {
    // The dot: a link counts as what it leads to.
    FileStatus status = machine.files().status(directory.resolve("."));
    if (status.kind() != FileStatus.Kind.DIRECTORY) {
      throw new StartException(
          directory + " is not a directory. Move it away, or give another --socket.");
    }
    if (status.uid() != machine.self().uid()) {
      throw new StartException(
          directory + " belongs to user " + status.uid() + ", not to you. Give another --socket.");
    }
    if ((status.mode() & OTHERS) != 0) {
      throw new StartException(
          "others may enter "
              + directory
              + " (mode "
              + Integer.toOctalString(status.mode())
              + "), so they could reach the socket. Give a --socket in a directory of its own; or,"
              + " if nothing else uses this one, make it private (mode 700).");
    }
  }

  /// To be checked again under the lease: waiting for it may take long.
  static void checkPlace(Machine machine, Path socket) throws StartException, KernelException {
    switch (machine.files().status(socket).kind()) {
      case MISSING, SOCKET -> {}
      case FILE, DIRECTORY, LINK, OTHER ->
          throw new StartException(
              "at "
                  + socket
                  + " there is something that is not a socket; it is left alone. Move it away, or give"
                  + " another --socket.");
    }
  }
}
