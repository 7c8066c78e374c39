package dev.ridethrough.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryVerdictTest {
  private static HistoryVerdict of(Overall overall, Integer... broken) {
    return new HistoryVerdict(overall, List.of(broken));
  }

  @Test
  void theRankDecides() {
    assertThat(of(Overall.BROKEN, 2).isWorseThan(of(Overall.INVALID))).isTrue();
    assertThat(of(Overall.INVALID).isWorseThan(of(Overall.VACUOUS))).isTrue();
    assertThat(of(Overall.VACUOUS).isWorseThan(of(Overall.HELD))).isTrue();
    assertThat(of(Overall.HELD).isWorseThan(of(Overall.BROKEN, 2))).isFalse();
    assertThat(of(Overall.HELD).isWorseThan(of(Overall.HELD))).isFalse();
  }

  @Test
  void oneMoreBrokenPromiseIsWorse() {
    assertThat(of(Overall.BROKEN, 2, 8).isWorseThan(of(Overall.BROKEN, 2))).isTrue();
    assertThat(of(Overall.BROKEN, 8).isWorseThan(of(Overall.BROKEN, 2))).isTrue();
    assertThat(of(Overall.BROKEN, 2).isWorseThan(of(Overall.BROKEN, 2, 8))).isFalse();
  }

  @Test
  void theOrderOfThePromisesIsNone() {
    assertThat(of(Overall.BROKEN, 8, 2, 2)).isEqualTo(of(Overall.BROKEN, 2, 8));
  }
}
