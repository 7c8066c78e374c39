package dev.ridethrough.proxy;

import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// Lets so many attempts run at once, first come, first served: without it a busy daemon would be
/// asked by all at once, and luck would decide who gets in.
final class Slots {
  private final Machine machine;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Turn> queue = new ArrayDeque<>();
  private int free;

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
      if (free > 0) {
        free--;
        return true;
      }
      queue.add(turn);
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
      Turn next = queue.poll();
      if (next == null) {
        free++;
      } else {
        next.granted().set(true);
        next.called().open();
      }
    } finally {
      lock.unlock();
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
