package dev.ridethrough.machine;

import java.nio.file.Path;

/// Unix-domain stream sockets.
public interface Sockets {
  /// The longest socket path in bytes that the kernel takes.
  int maxPathBytes();

  /// Loads what connections will need, as long as there are descriptors for that. On a virtual
  /// thread.
  ///
  /// @throws KernelException EMFILE when no descriptor is left, EIO when something can't be loaded
  default void load() throws KernelException {}

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
