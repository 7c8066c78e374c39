package dev.ridethrough.daemon;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Places for requests that are large. Parsed they take up to thirty times their bytes, and as many
/// at once as there are processors would be more than the heap.
final class LargeRequests {
  /// A line that is longer is large.
  static final int LARGE_BYTES = 256 * 1024;

  /// Parsed and executed at once.
  static final int MAX_RUNNING = 2;

  /// Wait for a place, with their bytes in memory; others are told to come back.
  static final int MAX_WAITING = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int running;
  private int waiting;

  /// Waits for a place, which must be given back.
  ///
  /// @return false, at once, when too many wait already
  boolean enter() {
    lock.lock();
    try {
      if (running >= MAX_RUNNING && waiting >= MAX_WAITING) {
        return false;
      }
      waiting++;
      while (running >= MAX_RUNNING) {
        changed.awaitUninterruptibly();
      }
      waiting--;
      running++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      running--;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
