package dev.ridethrough.machine;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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

  /// The listening socket that a service manager gave this process as its standard input. It stays
  /// the manager's: [Listener#finish] leaves what is queued to whom it gives the socket next, and
  /// [Listener#close] does not close it.
  ///
  /// @return null when standard input is no such socket
  default @Nullable Listener inherited() throws KernelException {
    return null;
  }
}
