package dev.ridethrough.chaos.world.sim.conformance;

import java.util.concurrent.locks.LockSupport;

/// Whether a thread's call has returned or waits.
final class Waiting {
  /// After so many looks a thread that looks busy is taken for waiting.
  private static final int LOOKS = 200;

  private static final int LOOK_NANOS = 20_000;

  private Waiting() {}

  /// @return false when the thread has ended
  static boolean of(Thread caller) {
    for (int look = 0; look < LOOKS && caller.getState() != Thread.State.WAITING; look++) {
      if (!caller.isAlive()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }
}
