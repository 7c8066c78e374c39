package dev.ridethrough.proxy;

import dev.ridethrough.machine.DirectoryWatch;
import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Rings when the socket's directory changes, and wakes the requests that wait for a daemon.
///
/// One long-lived watch for the whole process: making one costs 15 ms, and a user has 128 of them.
final class Bell {
  private final Machine machine;
  private final Path directory;
  private final boolean watching;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Latch> waiters = new ArrayList<>();
  private final Latch armed = new Latch();
  private boolean started;
  private long rings;

  /// @param watching false when only the poll shall notice a change
  Bell(Machine machine, Path directory, boolean watching) {
    this.machine = machine;
    this.directory = directory;
    this.watching = watching;
  }

  /// Returns once the watch is in place (or can't be), so that no change from now on is missed.
  void arm() {
    if (!watching) {
      return;
    }
    lock.lock();
    try {
      if (!started) {
        started = true;
        machine.start("watch " + directory, this::watch);
      }
    } finally {
      lock.unlock();
    }
    armed.await();
  }

  private void watch() {
    try {
      DirectoryWatch.run(machine, directory, armed::open, this::ring);
    } finally {
      armed.open(); // it failed: whoever waits has the poll
    }
  }

  /// How often it has rung; to be read before the attempt that [#await] follows.
  long rings() {
    lock.lock();
    try {
      return rings;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until it has rung since `seen` was read, or `atMost` has passed.
  void await(long seen, Duration atMost) {
    Latch latch = new Latch();
    lock.lock();
    try {
      if (rings != seen) {
        return;
      }
      waiters.add(latch);
    } finally {
      lock.unlock();
    }
    Timer timer = machine.after(atMost, latch::open);
    latch.await();
    timer.cancel();
    lock.lock();
    try {
      waiters.remove(latch);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until it has rung since `seen` was read.
  void await(long seen) {
    Latch latch = new Latch();
    lock.lock();
    try {
      if (rings != seen) {
        return;
      }
      waiters.add(latch);
    } finally {
      lock.unlock();
    }
    latch.await();
  }

  /// Wakes everybody who waits.
  void ring() {
    lock.lock();
    try {
      rings++;
      waiters.forEach(Latch::open);
      waiters.clear();
    } finally {
      lock.unlock();
    }
  }
}
