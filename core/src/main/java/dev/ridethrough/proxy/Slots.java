package dev.ridethrough.proxy;

import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// Lets so many attempts run at once, first come, first served: without it a busy daemon would be
/// asked by all at once, and luck would decide who gets in. None begins while the client leaves
/// many bytes of replies unread.
final class Slots {
  static final long MAX_UNDELIVERED_BYTES = 16L * 1024 * 1024;

  private final Machine machine;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Turn> queue = new ArrayDeque<>();
  private int free;
  private long undelivered;

  private record Turn(Latch called, AtomicBoolean granted) {}

  Slots(Machine machine, int free) {
    this.machine = machine;
    this.free = free;
  }

  /// Waits for a slot; false when there was none in time.
  boolean take(Duration atMost) {
    Turn turn = new Turn(new Latch(), new AtomicBoolean());
    lock.lock();
    try {
      queue.add(turn);
      callNext();
      if (turn.granted().get()) {
        return true;
      }
    } finally {
      lock.unlock();
    }
    Timer timer = machine.after(atMost, () -> giveUp(turn));
    turn.called().await();
    timer.cancel();
    return turn.granted().get();
  }

  /// Gives a slot to who has waited longest.
  void giveBack() {
    lock.lock();
    try {
      free++;
      callNext();
    } finally {
      lock.unlock();
    }
  }

  /// A reply of so many bytes waits for the client to read it.
  void keep(int bytes) {
    lock.lock();
    try {
      undelivered += bytes;
    } finally {
      lock.unlock();
    }
  }

  /// It waits no longer.
  void delivered(int bytes) {
    lock.lock();
    try {
      undelivered -= bytes;
      callNext();
    } finally {
      lock.unlock();
    }
  }

  private void callNext() {
    while (free > 0 && undelivered < MAX_UNDELIVERED_BYTES && !queue.isEmpty()) {
      Turn next = queue.remove();
      free--;
      next.granted().set(true);
      next.called().open();
    }
  }

  private void giveUp(Turn turn) {
    lock.lock();
    try {
      if (queue.remove(turn)) {
        turn.called().open();
      }
    } finally {
      lock.unlock();
    }
  }
}
