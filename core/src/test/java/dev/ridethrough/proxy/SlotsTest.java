package dev.ridethrough.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.TestMachine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private final Slots slots = new Slots(new TestMachine().port(), 1);

  @Test
  void whoWaitsTooLongGetsNone() {
    assertThat(slots.take(Duration.ZERO)).isTrue();
    assertThat(slots.take(Duration.ofMillis(20))).isFalse();
    slots.giveBack();
    assertThat(slots.take(Duration.ZERO)).as("not lost on the one who gave up").isTrue();
  }

  @Test
  void whoCameFirstIsServedFirst() {
    assertThat(slots.take(Duration.ZERO)).isTrue();
    List<String> served = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> first = queued("first", served);
    CompletableFuture<Void> second = queued("second", served);
    slots.giveBack();
    await().until(() -> served.size() == 1);
    slots.giveBack();
    CompletableFuture.allOf(first, second).join();
    assertThat(served).containsExactly("first", "second");
  }

  @Test
  void nobodyBeginsWhileTheClientLeavesTooMuchUnread() {
    int most = (int) Slots.MAX_UNDELIVERED_BYTES;
    slots.keep(most - 1);
    assertThat(slots.take(Duration.ZERO)).isTrue();
    slots.giveBack();
    slots.keep(1);
    List<String> served = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> waiting = queued("waits", served);
    slots.delivered(most);
    waiting.join();
  }

  @Test
  void noWaitRunsOutWhileTheClientDoesNotRead() {
    assertThat(slots.take(Duration.ZERO)).isTrue();
    slots.keep((int) Slots.MAX_UNDELIVERED_BYTES);
    CompletableFuture<Boolean> waiting = taken(Duration.ofMillis(20));
    await().during(Duration.ofMillis(200)).until(() -> !waiting.isDone());
    slots.delivered((int) Slots.MAX_UNDELIVERED_BYTES);
    assertThat(waiting.join()).as("the rest of its time, but no slot came free").isFalse();
    assertThat(slots.withheldNanos()).isGreaterThan(Duration.ofMillis(150).toNanos());
  }

  private CompletableFuture<Boolean> taken(Duration atMost) {
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    TestMachine.REAL.start("waits", () -> taken.complete(slots.take(atMost)));
    return taken;
  }

  private CompletableFuture<Void> queued(String name, List<String> served) {
    Thread[] thread = new Thread[1];
    CompletableFuture<Void> done =
        CompletableFuture.runAsync(
            () -> {
              slots.take(Duration.ofMinutes(1));
              served.add(name);
            },
            body -> thread[0] = Thread.ofPlatform().start(body));
    await().until(() -> thread[0].getState() == Thread.State.WAITING);
    return done;
  }
}
