package dev.ridethrough.chaos.world.sim;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/// Things with a planted race each: a check that is out of date when it is acted upon.
final class Racy {
  private Racy() {}

  /// Looks in one locked section and acts in another.
  public static final class BetweenLocks implements IntSupplier {
    private final ReentrantLock lock = new ReentrantLock();
    private int taken;

    @Override
    public int getAsInt() {
      if (isFree()) {
        take();
      }
      return taken;
    }

    private boolean isFree() {
      lock.lock();
      try {
        return taken == 0;
      } finally {
        lock.unlock();
      }
    }

    private void take() {
      lock.lock();
      try {
        taken++;
      } finally {
        lock.unlock();
      }
    }
  }

  /// Reads an atomic and then sets it.
  public static final class BetweenAtomics implements IntSupplier {
    private final AtomicInteger taken = new AtomicInteger();

    @Override
    public int getAsInt() {
      if (taken.get() == 0) {
        taken.incrementAndGet();
      }
      return taken.get();
    }
  }

  /// Looks at a volatile field and then changes it.
  public static final class Volatile implements IntSupplier {
    private volatile boolean free = true;
    private final AtomicInteger taken = new AtomicInteger();

    @Override
    public int getAsInt() {
      if (free) {
        free = false;
        taken.incrementAndGet();
      }
      return taken.get();
    }
  }

  /// Does the same under the lock: no race.
  public static final class Sound implements IntSupplier {
    private final ReentrantLock lock = new ReentrantLock();
    private int taken;

    @Override
    public int getAsInt() {
      lock.lock();
      try {
        if (taken == 0) {
          taken++;
        }
        return taken;
      } finally {
        lock.unlock();
      }
    }
  }
}
