package dev.ridethrough.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.TestMachine;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LargeRequestsTest {
  private final LargeRequests places = new LargeRequests();
  private final AtomicInteger entered = new AtomicInteger();

  private void enterSoon() {
    TestMachine.REAL.start(
        "large",
        () -> {
          if (places.enter()) {
            entered.incrementAndGet();
          }
        });
  }

  @Test
  void fewRunFewWaitAndTheOthersAreSentAwayAtOnce() {
    for (int i = 0; i < LargeRequests.MAX_RUNNING; i++) {
      assertThat(places.enter()).isTrue();
    }
    for (int i = 0; i < LargeRequests.MAX_WAITING; i++) {
      enterSoon();
    }
    await().until(() -> places.waiting() == LargeRequests.MAX_WAITING);
    assertThat(places.enter()).isFalse();
    assertThat(entered).hasValue(0);
    for (int i = 1; i <= LargeRequests.MAX_WAITING; i++) {
      int expected = i;
      places.leave();
      await().until(() -> entered.get() == expected);
    }
  }
}
