package dev.ridethrough.chaos.world.run;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Waiting, on the clock of the driver's machine.
record Time(Machine machine) {

  long nanos() {
    return machine.nanoTime();
  }

  long millisSince(long nanos) {
    return (nanos() - nanos) / 1_000_000;
  }

  /// Waits until `millis` after `from`, a time of [#nanos].
  void await(long from, long millis) {
    long left = from + Duration.ofMillis(millis).toNanos() - nanos();
    if (left > 0) {
      machine.sleep(Duration.ofNanos(left));
    }
  }

  /// Waits for the event, at most so long.
  ///
  /// @return whether it came in time
  boolean await(CompletableFuture<?> event, long millis) {
    if (event.isDone() || millis <= 0) {
      return event.isDone();
    }
    CompletableFuture<Void> late = new CompletableFuture<>();
    Timer timer = machine.after(Duration.ofMillis(millis), () -> late.complete(null));
    var _ = CompletableFuture.anyOf(event, late).exceptionally(_ -> null).join();
    timer.cancel();
    return event.isDone();
  }
}
