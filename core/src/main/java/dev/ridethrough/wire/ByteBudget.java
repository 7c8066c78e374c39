package dev.ridethrough.wire;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes the unfinished lines of many peers may take together. Thread-safe.
public final class ByteBudget {
  private final AtomicLong left;

  public ByteBudget(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /// A budget that nobody exceeds, for a single peer.
  static ByteBudget unlimited() {
    return new ByteBudget(Long.MAX_VALUE / 2);
  }

  boolean tryTake(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }
}
