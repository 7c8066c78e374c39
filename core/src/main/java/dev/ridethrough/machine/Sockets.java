package dev.ridethrough.machine;

import java.nio.file.Path;

/// Unix-domain stream sockets.
public interface Sockets {
  /// The longest socket path in bytes that the kernel takes.
  int maxPathBytes();

  /// Connects without waiting for a place in the backlog.
  ///
  /// @throws KernelException ENOENT, ECONNREFUSED (also for what is not a socket), EACCES, EAGAIN
  ///   (backlog full), ENOTDIR, EPROTOTYPE, ENAMETOOLONG, EMFILE
  Connection connect(Path path) throws KernelException;

  /// Binds a new socket at `path` with mode 0600 and listens. Never replaces what is there.
  ///
  /// @throws KernelException EADDRINUSE when something is at the path, ENOENT, EACCES,
  ///   ENAMETOOLONG, EMFILE
  Listener listen(Path path, int backlog) throws KernelException;
}
