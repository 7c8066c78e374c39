package dev.ridethrough.chaos.world.run;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Connections that ask for nothing and fill a listener's queue.
final class Crowd implements AutoCloseable {
  /// More than any backlog that a kernel grants by default.
  private static final int MOST = 5_000;

  private final List<Connection> connections = new ArrayList<>();
  private boolean full;

  private Crowd() {}

  /// Connects until the kernel says that the queue is full. On a thread of the machine it says so,
  /// and does not wait.
  static Crowd fill(Machine machine, Path socket) {
    Crowd crowd = new Crowd();
    CompletableFuture<Void> done = new CompletableFuture<>();
    machine.start(
        "crowd",
        () -> {
          crowd.connect(machine, socket);
          done.complete(null);
        });
    done.join();
    return crowd;
  }

  private void connect(Machine machine, Path socket) {
    try {
      while (connections.size() < MOST) {
        connections.add(machine.sockets().connect(socket));
      }
    } catch (KernelException e) {
      full = e.errno() == Errno.EAGAIN;
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
  public void close() {
    connections.forEach(Connection::close);
  }
}
