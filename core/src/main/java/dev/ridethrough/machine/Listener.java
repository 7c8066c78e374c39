package dev.ridethrough.machine;

import org.jspecify.annotations.Nullable;

/// A bound, listening Unix-domain socket. One thread accepts; any thread may call the other
/// methods.
public interface Listener extends AutoCloseable {

  /// Waits for the next connection.
  ///
  /// @return null once [#finish] was called and nothing is queued any more
  /// @throws KernelException EMFILE when no descriptor is left (the connection stays queued), EBADF
  ///   when closed
  @Nullable Connection accept() throws KernelException;

  /// From now on [#accept] only takes what is already queued and never waits.
  void finish();

  /// Closes the socket; what is still queued is reset. Leaves the path alone. Idempotent.
  @Override
  void close();
}
