package dev.ridethrough.grace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/// Arithmetic that must hold for all numbers.
class GracePropertyTest {
  static final long MAX_MILLIS = 100_000;

  @Property
  void aPollStaysWithinItsBounds(
      @ForAll @LongRange(min = 1, max = MAX_MILLIS) long min,
      @ForAll @LongRange(min = 0, max = MAX_MILLIS) long more,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random) {
    assertThat(new Poll(min, min + more, 1).pauseMillis(random, 0)).isBetween(min, min + more);
  }

  @Property
  void theBudgetIsNeverNegativeAndNeverGrows(
      @ForAll @LongRange(min = 0, max = MAX_MILLIS) long windowMillis,
      @ForAll long start,
      @ForAll @Size(max = 20) List<@LongRange(min = 0, max = MAX_MILLIS) Long> waits) {
    Budget budget = Budget.start(Duration.ofMillis(windowMillis), start);
    long now = start;
    long before = budget.leftNanos(now);
    for (int i = 0; i < waits.size(); i++) {
      now += Duration.ofMillis(waits.get(i)).toNanos();
      budget = i % 2 == 0 ? budget.pause(now) : budget.resume(now);
      long left = budget.leftNanos(now);
      assertThat(left).isBetween(0L, before);
      before = left;
    }
  }

  /// The clock may start anywhere, and may even overflow: only differences count.
  @Property
  void onlyTimeWithoutADaemonIsSpentSummedOverAllAttempts(
      @ForAll long start, @ForAll @Size(max = 20) List<@LongRange(min = 0, max = 999) Long> waits) {
    Budget budget = Budget.start(Duration.ofSeconds(20), start);
    long now = start;
    long waited = 0;
    for (long wait : waits) {
      now += Duration.ofMillis(wait).toNanos();
      waited += wait;
      budget = budget.pause(now);
      now += Duration.ofMillis(wait + 1).toNanos(); // a daemon works on it: free
      assertThat(budget.spentMillis(now)).isEqualTo(waited);
      budget = budget.resume(now);
    }
    assertThat(budget.spentMillis(now)).isEqualTo(waited);
    assertThat(budget.leftNanos(now)).isEqualTo(Duration.ofMillis(20_000 - waited).toNanos());
  }

  @Property
  void aChargeIsSpentOnTop(
      @ForAll @LongRange(min = 0, max = MAX_MILLIS) long waited,
      @ForAll @LongRange(min = 0, max = MAX_MILLIS) long silent) {
    long now = Duration.ofMillis(waited).toNanos();
    Budget budget = Budget.start(Duration.ofDays(1), 0).pause(now);
    Budget charged = budget.charge(Duration.ofMillis(silent).toNanos());
    assertThat(charged.spentMillis(now)).isEqualTo(waited + silent);
    assertThat(charged.running()).isFalse();
  }

  @Property
  void pausingTwiceCostsNothing(@ForAll @LongRange(min = 0, max = MAX_MILLIS) long waited) {
    Budget once = Budget.start(Duration.ofDays(1), 0).pause(waited);
    assertThat(once.pause(waited + 1_000_000).spentMillis(waited + 2_000_000))
        .isEqualTo(once.spentMillis(waited));
  }
}
