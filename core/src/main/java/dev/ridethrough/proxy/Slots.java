package dev.ridethrough.proxy;

import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// Lets so many attempts run at once, first come, first served: without it a busy daemon would be
/// asked by all at once, and luck would decide who gets in.
///
/// None begins while the client leaves many bytes of replies unread. That time is nobody's but the
/// client's: no wait runs out in it.
final class Slots {
  static final long MAX_UNDELIVERED_BYTES = 16L * 1024 * 1024;

  private final Machine machine;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Turn> queue = new ArrayDeque<>();
  private int free;
  private long undelivered;

  /// Up to when `withheldSince` was written.
  private long withheldNanos;

  private long withheldSince;

  /// @param end of the wait, by [#countingNanos]
  /// @param late its timer has gone off while the client did not read
  private record Turn(long end, Latch called, AtomicBoolean granted, AtomicBoolean late) {}

  Slots(Machine machine, int free) {
    this.machine = machine;
    this.free = free;
  }

  /// Waits for a slot; false when there was none in time.
  ///
  /// @param atMost not counting the time in which the client leaves too much unread
  boolean take(Duration atMost) {
    Turn turn;
    lock.lock();
    try {
      long end = countingNanos() + atMost.toNanos();
      turn = new Turn(end, new Latch(), new AtomicBoolean(), new AtomicBoolean());
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
      boolean before = isWithheld();
      undelivered += bytes;
      if (!before && isWithheld()) {
        withheldSince = machine.nanoTime();
      }
    } finally {
      lock.unlock();
    }
  }

  /// It waits no longer.
  void delivered(int bytes) {
    lock.lock();
    try {
      boolean before = isWithheld();
      long until = machine.nanoTime();
      undelivered -= bytes;
      if (before && !isWithheld()) {
        withheldNanos += until - withheldSince;
        callNext();
        List.copyOf(queue).forEach(this::waitOn);
      }
    } finally {
      lock.unlock();
    }
  }

  /// How long slots have been withheld for what the client left unread, in all.
  long withheldNanos() {
    lock.lock();
    try {
      return isWithheld() ? withheldNanos + (machine.nanoTime() - withheldSince) : withheldNanos;
    } finally {
      lock.unlock();
    }
  }

  private boolean isWithheld() {
    return undelivered >= MAX_UNDELIVERED_BYTES;
  }

  /// A clock that stands still while slots are withheld.
  private long countingNanos() {
    return (isWithheld() ? withheldSince : machine.nanoTime()) - withheldNanos;
  }

  private void callNext() {
    while (free > 0 && !isWithheld() && !queue.isEmpty()) {
      Turn next = queue.remove();
      free--;
      next.granted().set(true);
      next.called().open();
    }
  }

  private void giveUp(Turn turn) {
    lock.lock();
    try {
      turn.late().set(true);
      if (!isWithheld()) {
        waitOn(turn);
      }
    } finally {
      lock.unlock();
    }
  }

  /// What was late while slots were withheld has as much time left as it had then.
  private void waitOn(Turn turn) {
    if (!turn.late().getAndSet(false)) {
      return;
    }
    long left = turn.end() - countingNanos();
    if (left > 0) {
      machine.after(Duration.ofNanos(left), () -> giveUp(turn));
    } else if (queue.remove(turn)) {
      turn.called().open();
    }
  }
}
