package dev.ridethrough.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Death.Signal;
import org.junit.jupiter.api.Test;

class LuckTest {
  private static Story story() {
    return new Story().serving(0, 1).sent(10, 1);
  }

  private static Luck luck(Story story) {
    return Luck.of(story.tell());
  }

  @Test
  void whatStruckAtAKillPointNeedsLessThanWhatStruckAtATime() {
    Luck aimed = luck(story().killed(20, 1).serving(30, 2).killed(40, 2));
    Luck timed =
        luck(
            story()
                .event(new Event.FaultStruck(20_000, 1, Signal.SIGKILL, "at 20 ms", false, true)));
    Luck missed =
        luck(
            story()
                .event(new Event.FaultStruck(20_000, 1, Signal.SIGKILL, "a point", true, false)));
    assertThat(aimed).isLessThan(timed);
    assertThat(timed).isEqualByComparingTo(missed);
    assertThat(luck(story())).isEqualByComparingTo(aimed);
  }
}
