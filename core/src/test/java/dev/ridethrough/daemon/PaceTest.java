package dev.ridethrough.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final int PLACES = 10;
  private static final long MILLI = 1_000_000;
  private static final long NOW = 5_000_000_000L;
  private final Pace pace = new Pace();

  private long turn(long now) {
    return pace.turnMillis(now, PLACES, 0);
  }

  /// Ten places and requests of 400 ms: one becomes free each 40 ms.
  @Test
  void eachIsGivenTheTimeAtWhichAPlaceBecomesFreeForHim() {
    pace.ended(400 * MILLI);
    assertThat(LongStream.range(0, 5).map(_ -> turn(NOW)))
        .containsExactly(40L, 80L, 120L, 160L, 200L);
    assertThat(turn(NOW + 100 * MILLI)).as("later, after those before him").isEqualTo(140);
    assertThat(turn(NOW + 9000 * MILLI)).as("when they are long back").isEqualTo(40);
  }

  @Test
  void theMeanFollowsWhatRequestsTakeNow() {
    pace.ended(400 * MILLI);
    for (int i = 0; i < 100; i++) {
      pace.ended(1200 * MILLI);
    }
    assertThat(turn(NOW)).isEqualTo(120);
  }

  @Test
  void beforeOneHasEndedTheOldestTellsHowLongTheyTake() {
    assertThat(pace.turnMillis(NOW, PLACES, 700 * MILLI)).isEqualTo(70);
  }

  @Test
  void nobodyIsSentAwayForNoTimeOrForLong() {
    pace.ended(MILLI);
    assertThat(turn(NOW)).isEqualTo(Pace.LEAST_MILLIS);
    for (int i = 0; i < 100; i++) {
      pace.ended(600_000 * MILLI);
    }
    assertThat(LongStream.range(0, 5).map(_ -> turn(NOW))).containsOnly(Pace.MOST_MILLIS);
    assertThat(turn(NOW + 5000 * MILLI)).isEqualTo(Pace.MOST_MILLIS);
  }
}
