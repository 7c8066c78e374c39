package dev.ridethrough.machine.real;

import dev.ridethrough.machine.Timer;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// Timers on one platform thread, which only hands due actions to virtual threads.
final class Timers {
  private final BiConsumer<String, Runnable> start;
  private final ScheduledThreadPoolExecutor queue =
      new ScheduledThreadPoolExecutor(
          1, body -> Thread.ofPlatform().name("timers").daemon().unstarted(body));

  Timers(BiConsumer<String, Runnable> start) {
    this.start = start;
    // Without it thousands of cancelled timers would stay until they are due.
    queue.setRemoveOnCancelPolicy(true);
  }

  Timer after(Duration delay, Runnable action) {
    ScheduledFuture<?> due =
        queue.schedule(() -> start.accept("timer", action), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> due.cancel(false);
  }

  int outstanding() {
    return queue.getQueue().size();
  }
}
