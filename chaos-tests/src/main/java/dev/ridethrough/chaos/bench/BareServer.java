package dev.ridethrough.chaos.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// The least that a server in Java does: one virtual thread per connection, one line in, one out.
public final class BareServer {
  private static final int BACKLOG = 1024;

  private BareServer() {}

  /// Serves until it is killed.
  ///
  /// @param args the socket's path
  public static void main(String[] args) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(Path.of(args[0])), BACKLOG);
    while (true) {
      SocketChannel connection = listener.accept();
      Thread.startVirtualThread(() -> answer(connection));
    }
  }

  private static void answer(SocketChannel connection) {
    try (connection) {
      Lines.read(connection, 1);
      Lines.write(connection, Lines.result(1));
    } catch (IOException e) {
      // somebody who only looked whether there is a listener
    }
  }
}
