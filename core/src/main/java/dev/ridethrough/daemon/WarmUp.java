package dev.ridethrough.daemon;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.ClientLine;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Loads what conversations will need, while the store is being opened. What can't be loaded once,
/// for want of descriptors, never can: a daemon that greeted nevertheless would be deaf for ever.
final class WarmUp {
  private final Machine machine;
  private final Latch done = new Latch();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private WarmUp(Machine machine) {
    this.machine = machine;
  }

  static WarmUp start(Machine machine) {
    WarmUp warmUp = new WarmUp(machine);
    machine.start("warm up", warmUp::run);
    return warmUp;
  }

  private void run() {
    machine.enter(Phase.LOAD, null);
    try {
      machine.sockets().load();
      Map<String, Object> session = Map.of("any", "thing");
      ClientLine.of(new ClientLine.Handshake(1, "", "c", "r", 1, 1, session).bytes());
    } catch (KernelException | BadMessageException | RuntimeException | Error e) {
      failure.set(e);
    } finally {
      done.open();
    }
  }

  /// Waits for its end.
  ///
  /// @throws StartException when something can't be loaded
  void await() throws StartException {
    done.await();
    Throwable found = failure.get();
    if (found instanceof KernelException e && e.errno() == Errno.EMFILE) {
      throw new StartException(
          e.getMessage() + ". No file descriptor is left: raise the limit (ulimit -n).", e);
    }
    if (found != null) {
      throw new StartException("can't load what clients need: " + found, found);
    }
  }
}
