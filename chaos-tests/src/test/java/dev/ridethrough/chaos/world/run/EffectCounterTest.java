package dev.ridethrough.chaos.world.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Request.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectCounterTest {
  private static final List<Event> HAPPENED =
      List.of(
          new Event.DaemonStarted(0, 1, 501),
          new Event.Sent(1, 7, 0, Action.APPEND, 0, "t-7"),
          new Event.Sent(2, 8, 0, Action.READ, 0, "t-8"),
          new Event.DaemonStarted(3, 2, 502));

  private static List<Event.Effects> count(Driver.Effect... effects) {
    return EffectCounter.count(List.of(effects), HAPPENED, 9);
  }

  private static Driver.Effect row(long number, String token, Long pid) {
    return new Driver.Effect(number, "k", token, pid);
  }

  @Test
  void aRowIsOfTheGenerationWhoseProcessLeftIt() {
    assertThat(count(row(1, "t-7", 502L), row(2, "t-7", 501L), row(3, "t-7", 777L)))
        .containsExactly(
            new Event.Effects(
                9, 7, "t-7", List.of(1L, 2L, 3L), List.of("k", "k", "k"), List.of(2, 1, -1)));
  }

  @Test
  void whereTheTargetDoesNotSayNobodyKnows() {
    assertThat(count(row(1, "t-7", null)))
        .extracting(Event.Effects::generations)
        .containsExactly((List<Integer>) null);
    assertThat(count(row(1, "t-7", null), row(2, "t-7", 501L)))
        .extracting(Event.Effects::generations)
        .containsExactly(List.of(-1, 1));
  }

  @Test
  void aProcessIdThatTwoHadTellsNothing() {
    List<Event> twice = List.of(new Event.DaemonStarted(0, 1, 5), new Event.DaemonStarted(1, 2, 5));
    assertThat(EffectCounter.count(List.of(row(1, "x", 5L)), twice, 9))
        .extracting(Event.Effects::generations)
        .containsExactly(List.of(-1));
  }

  @Test
  void whatWasSentWithAnEffectIsCountedAndWhatNobodySentIsTold() {
    assertThat(count(row(4, "stray", 501L)))
        .extracting(Event.Effects::request, it -> it.rows().size())
        .containsExactly(tuple(7, 0), tuple(-1, 1));
  }

  @Test
  void whatIsNoNumberIsNoProcess() {
    assertThat(Driver.Effect.pid("4242")).isEqualTo(4242);
    assertThat(Driver.Effect.pid("")).isNull();
    assertThat(Driver.Effect.pid(null)).isNull();
  }
}
