package dev.ridethrough.proxy;

import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/// Numbers the requests of one client, and knows up to which all are over: what a daemon's journal
/// may forget. Thread-safe.
///
/// Keeps those that are not over, so it is as large as what is in flight, however long one of them
/// lasts.
final class Numbers {
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeSet<Long> open = new TreeSet<>();
  private long last;

  /// The next number, from 1. [#over] must follow.
  long next() {
    lock.lock();
    try {
      last++;
      open.add(last);
      return last;
    } finally {
      lock.unlock();
    }
  }

  /// Its reply is delivered, or nobody waits for it any more: it will never be sent again.
  void over(long number) {
    lock.lock();
    try {
      open.remove(number);
    } finally {
      lock.unlock();
    }
  }

  /// The highest number of which, and of all below it, [#over] was said; 0 for none.
  long acknowledged() {
    lock.lock();
    try {
      return open.isEmpty() ? last : open.first() - 1;
    } finally {
      lock.unlock();
    }
  }
}
