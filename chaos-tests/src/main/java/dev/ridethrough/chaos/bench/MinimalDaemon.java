package dev.ridethrough.chaos.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Future;

/// As little of a daemon as a proxy needs, in this process: so that what is measured is the proxy.
final class MinimalDaemon {
  private MinimalDaemon() {}

  /// Times on the monotonic clock.
  ///
  /// @param rebound right before the listening socket was renamed to the path
  /// @param greeted when the first bytes of the handshake came, which the proxy writes as soon as
  ///   it has read the greeting
  record Times(long rebound, long greeted) {}

  /// Appears at the path as a daemon does, by rename; answers the request that waits for it, and is
  /// gone again.
  ///
  /// @param id of that request
  static Times serve(Path socket, int id) throws IOException {
    Path temporary = socket.resolveSibling(socket.getFileName() + "~");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Future<?> guard = Waits.guard(listener);
      listener.bind(UnixDomainSocketAddress.of(temporary));
      long rebound = System.nanoTime();
      Files.move(temporary, socket, StandardCopyOption.ATOMIC_MOVE);
      try (SocketChannel connection = listener.accept()) {
        Lines.write(connection, Lines.greeting());
        long greeted = Lines.read(connection, 2); // handshake and request
        Lines.write(connection, Lines.result(id));
        return new Times(rebound, greeted);
      } finally {
        guard.cancel(false);
      }
    } finally {
      Files.deleteIfExists(socket);
    }
  }
}
