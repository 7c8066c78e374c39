package dev.ridethrough.grace;

import java.time.Duration;

/// How much of its grace window a request has used up. Runs from the request's arrival while no
/// live daemon works on it; one budget for all its attempts.
///
/// @param spentNanos used up before `runningSince`
/// @param runningSince on the monotonic clock; meaningful only while `running`
public record Budget(long windowNanos, long spentNanos, boolean running, long runningSince) {

  public static Budget start(Duration window, long now) {
    return new Budget(window.toNanos(), 0, true, now);
  }

  /// A live daemon works on the request from now on.
  public Budget pause(long now) {
    return new Budget(windowNanos, spent(now), false, now);
  }

  /// The request waits again.
  public Budget resume(long now) {
    return new Budget(windowNanos, spent(now), true, now);
  }

  /// Charges silence that turned out to be too long; a negative number gives time back.
  public Budget charge(long nanos) {
    return new Budget(windowNanos, spentNanos + nanos, running, runningSince);
  }

  public long leftNanos(long now) {
    return Math.max(0, windowNanos - spent(now));
  }

  public long spentMillis(long now) {
    return spent(now) / 1_000_000;
  }

  private long spent(long now) {
    return running ? spentNanos + (now - runningSince) : spentNanos;
  }
}
