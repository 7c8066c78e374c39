package dev.ridethrough.proxy;

import dev.ridethrough.grace.Failure;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Names what the kernel said of a connect. It answers `connection refused` for a stale socket, a
/// regular file and a directory alike, so the path is looked at too.
final class Failures {
  private Failures() {}

  static Failure ofConnect(Machine machine, Path path, KernelException e) {
    return switch (e.errno()) {
      case ENOENT -> new Failure.Missing();
      case EAGAIN -> new Failure.BacklogFull();
      case EMFILE -> new Failure.NoDescriptors();
      case EACCES -> new Failure.Denied();
      case EPROTOTYPE -> new Failure.NotASocket("a socket of another type");
      case ENAMETOOLONG -> tooLong(machine, path);
      case ENOTDIR -> new Failure.Other("a part of the path is a file, not a directory");
      case ECONNREFUSED, ECONNRESET -> refused(machine, path);
      case EADDRINUSE, EEXIST, EPIPE, ENOSPC, EROFS, ENOTEMPTY, EBADF, EIO ->
          new Failure.Other(String.valueOf(e.getMessage()));
    };
  }

  private static Failure tooLong(Machine machine, Path path) {
    int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
    return new Failure.PathTooLong(bytes, machine.sockets().maxPathBytes());
  }

  private static Failure refused(Machine machine, Path path) {
    FileStatus status;
    try {
      status = machine.files().status(path);
    } catch (KernelException e) {
      return e.errno() == Errno.EACCES ? new Failure.Denied() : new Failure.Refused();
    }
    return switch (status.kind()) {
      case SOCKET ->
          status.uid() == machine.self().uid()
              ? new Failure.Refused()
              : new Failure.ForeignPeer(status.uid());
      case MISSING -> new Failure.Missing();
      case LINK -> new Failure.Refused();
      case FILE -> new Failure.NotASocket("a regular file");
      case DIRECTORY -> new Failure.NotASocket("a directory");
      case OTHER -> new Failure.NotASocket("something else (a pipe or a device)");
    };
  }
}
