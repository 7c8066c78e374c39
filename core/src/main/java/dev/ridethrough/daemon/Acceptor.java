package dev.ridethrough.daemon;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Phase;
import java.nio.file.Path;
import java.time.Duration;

/// Accepts connections at one endpoint until told to finish.
///
/// Not before the gate opens: what is slow is loaded meanwhile, and needs descriptors that a herd
/// of waiting clients would take.
final class Acceptor {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Machine machine;
  private final Path path;
  private final Endpoint endpoint;
  private final Latch gate;
  private final Post.Owner owner;
  private final Latch finished = new Latch();

  private boolean failing;
  private volatile boolean finishing;

  Acceptor(Machine machine, Path path, Endpoint endpoint, Latch gate, Post.Owner owner) {
    this.machine = machine;
    this.path = path;
    this.endpoint = endpoint;
    this.gate = gate;
    this.owner = owner;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  void start() {
    machine.start("accept", this::run);
  }

  /// Takes what is queued, then closes the listener, so that nobody who had connected is reset.
  ///
  /// Where nobody can be accepted it closes at once: who is queued has not been greeted, and knows
  /// what that means.
  void finish() {
    finishing = true;
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
    } catch (RuntimeException | Error e) { // alive, at its path, and deaf would be the worst
      owner.broken(e);
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
        owner.connected(connection);
      }
      return connection != null;
    } catch (KernelException e) {
      if (e.errno() == Errno.EBADF) {
        return false;
      }
      // no descriptor left, most likely: the connection stays queued, others will end
      complainOnce(e);
      if (owner.madeRoom()) {
        return true;
      }
      if (finishing) {
        return false;
      }
      machine.sleep(PAUSE);
      return true;
    }
  }

  private void complainOnce(KernelException e) {
    if (!failing) {
      machine.log(
          "ridethrough: can't accept at " + path + ", trying again and again: " + e.getMessage());
    }
    failing = true;
  }
}
