package dev.ridethrough.daemon;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Phase;
import java.time.Duration;
import java.util.function.Consumer;

/// Accepts connections at one endpoint until told to finish.
final class Acceptor {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Machine machine;
  private final Endpoint endpoint;
  private final Consumer<Connection> connections;
  private final Latch finished = new Latch();

  Acceptor(Machine machine, Endpoint endpoint, Consumer<Connection> connections) {
    this.machine = machine;
    this.endpoint = endpoint;
    this.connections = connections;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  void start() {
    machine.start("accept", this::run);
  }

  /// Takes what is queued, then closes the listener, so that nobody who had connected is reset.
  void finish() {
    endpoint.listener().finish();
    finished.await();
  }

  private void run() {
    machine.enter(Phase.ACCEPT, null);
    while (true) {
      try {
        Connection connection = endpoint.listener().accept();
        if (connection == null) {
          break;
        }
        connections.accept(connection);
      } catch (KernelException e) {
        if (e.errno() == Errno.EBADF) {
          break;
        }
        // no descriptor left, most likely: the connection stays queued, others will end
        machine.log("ridethrough: can't accept, trying again: " + e.getMessage());
        machine.sleep(PAUSE);
      }
    }
    endpoint.listener().close();
    finished.open();
  }
}
