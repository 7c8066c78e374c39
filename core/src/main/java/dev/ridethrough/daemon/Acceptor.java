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
///
/// Not before the gate opens: what is slow is loaded meanwhile, and needs descriptors that a herd
/// of waiting clients would take.
final class Acceptor {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Machine machine;
  private final Endpoint endpoint;
  private final Latch gate;
  private final Consumer<Connection> connections;
  private final Latch finished = new Latch();

  private boolean failing;

  Acceptor(Machine machine, Endpoint endpoint, Latch gate, Consumer<Connection> connections) {
    this.machine = machine;
    this.endpoint = endpoint;
    this.gate = gate;
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
    gate.await();
    machine.enter(Phase.ACCEPT, null);
    try {
      while (acceptOne()) {
        // until there are no more
      }
    } finally {
      endpoint.listener().close();
      finished.open();
    }
  }

  private boolean acceptOne() {
    try {
      Connection connection = endpoint.listener().accept();
      if (connection != null) {
        failing = false;
        connections.accept(connection);
      }
      return connection != null;
    } catch (KernelException e) {
      if (e.errno() == Errno.EBADF) {
        return false;
      }
      // no descriptor left, most likely: the connection stays queued, others will end
      complainOnce(e);
      machine.sleep(PAUSE);
      return true;
    }
  }

  private void complainOnce(KernelException e) {
    if (!failing) {
      machine.log("ridethrough: can't accept, trying again and again: " + e.getMessage());
    }
    failing = true;
  }
}
