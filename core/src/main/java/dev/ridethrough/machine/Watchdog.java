package dev.ridethrough.machine;

import java.time.Duration;

/// Does something when a limit has passed, but not because this process itself stood still: after
/// the limit what is watched gets a moment more, which in a process that was stopped begins when it
/// continues.
public final class Watchdog {
  private static final Duration MOMENT = Duration.ofMillis(40);

  private final Machine machine;
  private final Runnable action;
  private final Latch cancelled = new Latch();
  private final Timer first;

  private Watchdog(Machine machine, Duration limit, Runnable action) {
    this.machine = machine;
    this.action = action;
    this.first = machine.after(limit, this::lookAgain);
  }

  /// Runs `action` on a thread of its own a moment after `limit`, unless cancelled before.
  public static Watchdog start(Machine machine, Duration limit, Runnable action) {
    return new Watchdog(machine, limit, action);
  }

  /// What was watched is done.
  public void cancel() {
    cancelled.open();
    first.cancel();
  }

  private void lookAgain() {
    machine.sleep(MOMENT);
    if (!cancelled.isOpen()) {
      action.run();
    }
  }
}
