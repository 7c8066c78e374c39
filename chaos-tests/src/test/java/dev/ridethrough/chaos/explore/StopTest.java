package dev.ridethrough.chaos.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.world.sim.SimWorld;
import dev.ridethrough.grace.Delivery;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// On the simulated machine; [StopIT] does it on real processes.
class StopTest {
  private static History history(Stop stop, Delivery delivery) {
    try (SimWorld world = Sabotage.NONE.simWorld(delivery)) {
      return world.run(stop.scenario(), 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void inEveryPhaseAtMostOnce(Stop stop) {
    assertHeld(StopResult.of(stop, history(stop, Delivery.AT_MOST_ONCE)));
  }

  @ParameterizedTest
  @EnumSource
  void inEveryPhaseExactlyOnce(Stop stop) {
    assertHeld(StopResult.of(stop, history(stop, Delivery.EXACTLY_ONCE)));
  }

  private static void assertHeld(StopResult result) {
    assertThat(result.reason()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Overall.HELD);
    assertThat(result.stoppedMillis()).isGreaterThan(8_000);
    assertThat(result.told()).isEqualToIgnoringCase(result.stop().told().name());
  }

  /// As if the daemon had executed it when it went on.
  @ParameterizedTest
  @EnumSource(names = {"WAIT", "CONNECT", "SEND"})
  void anEffectOfWhatWasNotWrittenIsSeen(Stop stop) {
    History history = history(stop, Delivery.EXACTLY_ONCE);
    List<Event> events =
        history.events().stream().map(it -> it instanceof Event.Effects e ? ghost(e) : it).toList();
    StopResult result =
        StopResult.of(
            stop,
            new History(
                history.format(),
                history.world(),
                history.target(),
                history.delivery(),
                history.windowMillis(),
                history.scenario(),
                events));

    assertThat(result.verdict()).isEqualTo(Overall.BROKEN);
    assertThat(result.effects()).isEqualTo(1);
  }

  private static Event ghost(Event.Effects none) {
    return new Event.Effects(
        none.at(), none.request(), none.token(), List.of(1L), List.of("key"), List.of(1));
  }
}
