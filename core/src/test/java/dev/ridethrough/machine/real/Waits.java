package dev.ridethrough.machine.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Future;

final class Waits {
  private static final Duration A_WHILE = Duration.ofMillis(100);

  private Waits() {}

  /// Runs `then` when `task` has been given the time to block, and has not ended.
  static void untilBlocked(Future<?> task, Runnable then) {
    await().during(A_WHILE).until(() -> !task.isDone());
    assertThat(task.isDone()).isFalse();
    then.run();
  }
}
