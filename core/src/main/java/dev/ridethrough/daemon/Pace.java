package dev.ridethrough.daemon;

/// When to come back, for who finds all places taken: from how long requests take, and from how
/// many were sent away before. Each is given a turn of his own, so that they don't come back all at
/// once.
///
/// Guarded by the lock of [Admission].
final class Pace {
  static final long LEAST_MILLIS = 20;
  static final long MOST_MILLIS = 1000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  /// How much the newest request counts in the mean.
  private static final double WEIGHT = 0.1;

  private double meanNanos;
  private long lastTurn;

  /// A request that was executed is over.
  void ended(long nanos) {
    meanNanos = meanNanos == 0 ? nanos : meanNanos + WEIGHT * (nanos - meanNanos);
  }

  /// The next turn.
  ///
  /// @param places how many run at once
  /// @param oldestNanos how long the oldest of them has run: all that is known before one has ended
  long turnMillis(long now, int places, long oldestNanos) {
    long between = (meanNanos == 0 ? oldestNanos : Math.round(meanNanos)) / places;
    lastTurn = Math.min(Math.max(lastTurn, now) + between, now + MOST_MILLIS * NANOS_PER_MILLI);
    return Math.clamp(Math.ceilDiv(lastTurn - now, NANOS_PER_MILLI), LEAST_MILLIS, MOST_MILLIS);
  }
}
