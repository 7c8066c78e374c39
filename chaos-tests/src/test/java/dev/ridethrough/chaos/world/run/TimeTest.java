package dev.ridethrough.chaos.world.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.real.RealMachine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimeTest {
  private final CompletableFuture<Void> event = new CompletableFuture<>();
  private final CompletableFuture<Void> patience = new CompletableFuture<>();
  private final AtomicBoolean asked = new AtomicBoolean();
  private final Time time = new Time(new RealMachine(), this::asked);

  /// What is waited for comes when the limit has passed.
  private CompletableFuture<Void> asked() {
    asked.set(true);
    return patience;
  }

  @Test
  void whoHasPatienceWaitsOnUntilItComes() {
    CompletableFuture<Boolean> came = new CompletableFuture<>();
    time.machine().start("waiting", () -> came.complete(time.awaitOrGiveUp(event, 1)));
    while (!asked.get()) {
      Thread.onSpinWait();
    }
    assertThat(came).isNotDone();
    event.complete(null);

    assertThat(came.join()).isTrue();
    assertThat(time.isTimeToGiveUp(time.nanos() - 1)).isFalse();
  }

  @Test
  void whoLosesItGivesUp() {
    CompletableFuture<Boolean> came = new CompletableFuture<>();
    time.machine().start("waiting", () -> came.complete(time.awaitOrGiveUp(event, 1)));
    patience.complete(null);

    assertThat(came.join()).isFalse();
    assertThat(time.isTimeToGiveUp(time.nanos() - 1)).isTrue();
    assertThat(time.isTimeToGiveUp(time.nanos() + 1_000_000_000_000L)).isFalse();
  }

  @Test
  void beforeTheLimitNobodyIsAsked() {
    event.complete(null);

    assertThat(time.awaitOrGiveUp(event, 1)).isTrue();
    assertThat(asked).isFalse();
  }
}
