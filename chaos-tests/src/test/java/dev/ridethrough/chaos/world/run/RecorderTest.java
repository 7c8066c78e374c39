package dev.ridethrough.chaos.world.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.world.RecordingCost;
import dev.ridethrough.machine.Machine;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecorderTest {
  /// It has a clock, and nothing else.
  private static Machine clock(Queue<Long> times) {
    return (Machine)
        Proxy.newProxyInstance(
            RecorderTest.class.getClassLoader(),
            new Class<?>[] {Machine.class},
            (_, method, _) -> {
              assertThat(method.getName()).isEqualTo("nanoTime");
              return times.remove();
            });
  }

  private static Queue<Long> times(long... nanos) {
    return new ArrayDeque<>(LongStream.of(nanos).boxed().toList());
  }

  @Test
  void eachEventIsMeasuredFromItsCallToItsReturn() {
    RecordingCost cost = new RecordingCost();
    Queue<Long> times = times(0, 1_000, 5_000, 8_000, 10_000, 11_000, 11_500);
    Recorder recorder = new Recorder(clock(times), _ -> {}, cost);
    assertThat(recorder.add(Event.Ended::new)).isEqualTo(5);
    assertThat(recorder.add(Event.Ended::new)).isEqualTo(11);
    cost.run(85_000);
    assertThat(times).isEmpty();
    assertThat(cost.events()).isEqualTo(2);
    assertThat(cost.meanNanos()).isEqualTo(4_250);
    assertThat(cost.maxNanos()).isEqualTo(7_000);
    assertThat(cost.shareOfTime()).isEqualTo(0.1);
  }

  /// One look at the simulated clock more would be another history.
  @Test
  void whereItTakesNoTimeTheClockIsReadForTheEventOnly() {
    Queue<Long> times = times(0, 5_000);
    Recorder recorder = new Recorder(clock(times), _ -> {}, null);
    assertThat(recorder.add(Event.Ended::new)).isEqualTo(5);
    assertThat(times).isEmpty();
  }

  @Test
  void nothingIsLostAmongManyThreads() {
    RecordingCost cost = new RecordingCost();
    Machine machine =
        (Machine)
            Proxy.newProxyInstance(
                RecorderTest.class.getClassLoader(),
                new Class<?>[] {Machine.class},
                (_, _, _) -> System.nanoTime());
    Recorder recorder = new Recorder(machine, _ -> {}, cost);
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 1_000; i++) {
        executor.execute(() -> recorder.add(Event.Ended::new));
      }
    }
    List<Long> times = recorder.events().stream().map(Event::at).toList();
    assertThat(times).hasSize(1_000).isSorted().doesNotHaveDuplicates();
    assertThat(cost.events()).isEqualTo(1_000);
  }

  @Test
  void nothingRecordedCostsNothing() {
    RecordingCost cost = new RecordingCost();
    assertThat(cost.meanNanos()).isZero();
    assertThat(cost.maxNanos()).isZero();
    assertThat(cost.shareOfTime()).isZero();
  }
}
