package dev.ridethrough.chaos.world.run;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Waiting, on the clock of the driver's machine.
///
/// @param patience asked for when a limit has passed: done once nobody wants the run to wait on
public record Time(Machine machine, Supplier<CompletableFuture<Void>> patience) {
  /// Nobody has more patience than that.
  private static final long MOST_MILLIS = Duration.ofHours(1).toMillis();

  public long nanos() {
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

  /// Waits for the event as long as whoever waits for it may: at most so long, and then as long as
  /// somebody has patience.
  ///
  /// @return whether it came
  boolean awaitOrGiveUp(CompletableFuture<?> event, long millis) {
    return await(event, millis) || awaitOn(event);
  }

  private boolean awaitOn(CompletableFuture<?> event) {
    CompletableFuture<Void> over = patience.get();
    if (!over.isDone()) {
      var _ = await(CompletableFuture.anyOf(event, over), MOST_MILLIS);
    }
    return event.isDone();
  }

  /// Whether the limit, a time of [#nanos], has passed, and nobody has patience.
  boolean isTimeToGiveUp(long limit) {
    long late = nanos() - limit;
    return late >= 0
        && (late > Duration.ofMillis(MOST_MILLIS).toNanos() || patience.get().isDone());
  }

  /// Waits for the event, at most so long.
  ///
  /// @return whether it came in time
  public boolean await(CompletableFuture<?> event, long millis) {
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
