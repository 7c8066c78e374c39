package dev.ridethrough.chaos.world.process;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Connections that ask for nothing and fill a listener's queue.
final class Crowd implements AutoCloseable {
  /// More than any backlog that a kernel grants by default.
  private static final int MOST = 5_000;

  private final List<SocketChannel> connections = new ArrayList<>();
  private boolean full;

  private Crowd() {}

  /// Connects until the kernel says that the queue is full. On a virtual thread it says so, and
  /// does not wait.
  static Crowd fill(Path socket) {
    Crowd crowd = new Crowd();
    CompletableFuture.runAsync(() -> crowd.connect(socket), Schedule.THREADS).join();
    return crowd;
  }

  private void connect(Path socket) {
    try {
      while (connections.size() < MOST) {
        connections.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
      }
    } catch (IOException e) {
      full = true;
    }
  }

  /// Whether one more was refused.
  boolean isFull() {
    return full && !connections.isEmpty();
  }

  int size() {
    return connections.size();
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel connection : connections) {
      connection.close();
    }
  }
}
