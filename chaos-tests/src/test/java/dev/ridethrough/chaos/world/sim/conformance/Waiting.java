package dev.ridethrough.chaos.world.sim.conformance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Whether a thread's call has returned or waits.
final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LOOK_NANOS = 20_000;

  private Waiting() {}

  /// Looks until it is known.
  ///
  /// @return false when the thread has ended
  static boolean of(Thread caller) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (caller.getState() != Thread.State.WAITING && System.nanoTime() < end) {
      if (!caller.isAlive()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }
}
