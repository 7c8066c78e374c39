package dev.ridethrough.chaos.world.run;

import java.util.concurrent.CompletableFuture;

/// Waiting for kill points.
record Aims(KillPoints points, Time time) {
  private static final String MISSED = "";

  /// Makes all processes that live count their passes of the life's kill points.
  void arm(int life, Iterable<AimedPoint> all) {
    for (AimedPoint point : all) {
      if (point.life() == life) {
        points.arm(point.index());
      }
    }
  }

  CompletableFuture<String> point(int index) {
    return points.reached(index);
  }

  /// Waits until the kill point was reached.
  ///
  /// @return false when it was not in time
  boolean awaitReached(int index, long millis) {
    return time.await(point(index), millis);
  }

  /// Waits until the kill point was reached, or [#miss]ed.
  ///
  /// @return whether it was reached
  boolean awaitDecided(int index) {
    return !point(index).join().equals(MISSED);
  }

  /// It counts as never reached, unless it was.
  void miss(int index) {
    point(index).complete(MISSED);
  }

  void release(int index) {
    points.release(index);
  }
}
