package dev.ridethrough.chaos.world.run;

import java.util.concurrent.CompletableFuture;

/// Waiting for kill points.
record Aims(KillPoints points, Time time) {
  private static final String MISSED = "";

  CompletableFuture<String> point(int index) {
    return points.reached(index);
  }

  /// Waits until the kill point was reached.
  ///
  /// @param died makes waiting useless
  /// @return false when it was not in time
  boolean awaitReached(int index, CompletableFuture<?> died, long millis) {
    CompletableFuture<String> reached = point(index);
    var _ = time.await(CompletableFuture.anyOf(reached, died), millis);
    return reached.isDone();
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
