package dev.ridethrough.chaos.world.run;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Waiting for kill points.
record Aims(KillPoints points, Time time) {
  private static final String MISSED = "";

  CompletableFuture<String> point(int index) {
    return points.reached(index);
  }

  /// Waits until the kill point was reached, at most so long.
  ///
  /// @param died makes waiting useless
  void awaitReached(int index, CompletableFuture<?> died, long millis) {
    var _ = time.awaitOrGiveUp(CompletableFuture.anyOf(point(index), died), millis);
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

  /// Where in the code a thread stands at the kill point, or null.
  @Nullable String where(int index) {
    return points.where(index);
  }

  void release(int index) {
    points.release(index);
  }
}
