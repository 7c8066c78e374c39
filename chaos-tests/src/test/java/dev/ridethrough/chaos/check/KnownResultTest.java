package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.history.Outcome.NOT_SENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.KnownResult.Outcome;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.KnownFailure;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.machine.Phase;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownResultTest {
  private static final LocalDate EXPIRES = LocalDate.of(2026, 12, 20);
  private static final LocalDate BEFORE = EXPIRES.minusDays(5);
  private static final LocalDate AFTER = EXPIRES.plusDays(1);

  private static KnownFailure failure(Integer... promises) {
    Scenario scenario = new Scenario("x", 1, 1, 1, List.of());
    return new KnownFailure(
        "slow",
        "https://example.org/1",
        "ann",
        EXPIRES,
        Set.of(promises),
        "sim",
        "at-most-once",
        scenario);
  }

  private static KnownResult result(Story story, LocalDate today, Integer... promises) {
    return KnownResult.of(failure(promises), today, Judge.judge(story.tell()));
  }

  private static Story kept() {
    return new Story().serving(0, 1).killed(50, 1).sent(100, 7).serving(200, 2).result(210, 7, 1);
  }

  /// Breaks promise 3, and no other.
  private static Story givenUp() {
    return new Story()
        .serving(0, 1)
        .killed(50, 1)
        .sent(100, 7)
        .serving(200, 2)
        .reply(2_110, 7, NOT_SENT);
  }

  private static Story givenUpAndExecutedTwice() {
    return givenUp().sent(2_200, 8).result(2_210, 8, 1).rows(8, 1L, 2L);
  }

  @Test
  void whatItMayBreakIsKnown() {
    KnownResult result = result(givenUp(), BEFORE, 3, 4);
    assertThat(result.outcome()).isEqualTo(Outcome.KNOWN);
    assertThat(result.daysLeft()).isEqualTo(5);
    assertThat(result.sentence()).startsWith("promise 3 (Rides out): request 7");
    assertThat(result.blamed()).isEmpty();
  }

  @Test
  void itsLastDayIsStillExcused() {
    assertThat(result(givenUp(), EXPIRES, 3).outcome()).isEqualTo(Outcome.KNOWN);
    KnownResult next = result(givenUp(), AFTER, 3);
    assertThat(next.outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(next.daysLeft()).isEqualTo(-1);
    assertThat(next.blamed())
        .extracting(Judgement.Ruling::promise)
        .containsExactly(Promise.RIDES_OUT);
  }

  @Test
  void whateverElseItBreaksIsBroken() {
    KnownResult other = result(givenUp(), BEFORE, 5);
    assertThat(other.outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(other.blamed())
        .extracting(Judgement.Ruling::promise)
        .containsExactly(Promise.RIDES_OUT);
    KnownResult more = result(givenUpAndExecutedTwice(), BEFORE, 3);
    assertThat(more.outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(more.sentence()).startsWith("promise 1 (No duplicate): request 8");
    assertThat(more.blamed())
        .extracting(Judgement.Ruling::promise)
        .contains(Promise.NO_DUPLICATE)
        .doesNotContain(Promise.RIDES_OUT);
  }

  @Test
  void whenItHasExpiredAllOfItIsBlamed() {
    KnownResult result = result(givenUpAndExecutedTwice(), AFTER, 3);
    assertThat(result.outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(result.blamed())
        .extracting(Judgement.Ruling::promise)
        .contains(Promise.NO_DUPLICATE, Promise.RIDES_OUT);
  }

  @Test
  void whatIsKeptHasPassedWhateverTheDay() {
    KnownResult result = result(kept(), BEFORE, 2, 3);
    assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(result.sentence())
        .isEqualTo("it kept promise 2 (Finishes) and promise 3 (Rides out)");
    assertThat(result(kept(), AFTER, 3).outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void whatWasNotPutToTheTestHasNotPassed() {
    KnownResult result = result(kept(), BEFORE, 3, 5);
    assertThat(result.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(result.sentence()).isEqualTo("promise 5 (Fails fast) was not put to the test");
    Story calm = new Story().serving(0, 1).sent(10, 1).result(20, 1, 1);
    assertThat(result(calm, BEFORE, 2).outcome()).isEqualTo(Outcome.INVALID);
  }

  @Test
  void aFaultThatMissedProvesNothing() {
    Coordinate coordinate = Coordinate.daemon(Phase.REPLY, Operation.WRITE, 1);
    Story missed =
        new Story()
            .aimedAt(coordinate)
            .serving(0, 1)
            .event(new Event.FaultStruck(50_000, 1, Signal.SIGKILL, "at some point", true, false))
            .died(52, 1, 137)
            .sent(100, 7)
            .serving(200, 2)
            .result(210, 7, 1);
    KnownResult result = result(missed, BEFORE, 3);
    assertThat(result.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(result.sentence()).contains("faults that landed where they were aimed: had 0");
  }

  @Test
  void whatCannotBeJudgedIsNeither() {
    Event failed = new Event.HarnessFailed(9_000_000, "no disk");
    KnownResult kept = result(kept().event(failed), BEFORE, 3);
    assertThat(kept.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(kept.sentence()).contains("can't be judged: the harness failed: no disk");
    assertThat(kept.blamed()).isEmpty();
    assertThat(result(givenUp().event(failed), AFTER, 3).outcome()).isEqualTo(Outcome.INVALID);
    KnownResult twice = result(givenUpAndExecutedTwice().event(failed), BEFORE, 3);
    assertThat(twice.outcome()).isEqualTo(Outcome.BROKEN);
    KnownResult listed = result(givenUpAndExecutedTwice().event(failed), BEFORE, 1, 3, 4);
    assertThat(listed.outcome()).isEqualTo(Outcome.INVALID);
  }

  private static GateVerdict verdict(KnownResult... known) {
    Tally tally = new Tally();
    for (KnownResult it : known) {
      tally.blame(it.blamed());
    }
    return GateVerdict.of(tally, List.of(), List.of(), List.of(known));
  }

  /// Nothing else was run here: without known failures it is VACUOUS.
  @Test
  void whatItMakesOfTheGate() {
    assertThat(verdict().overall()).isEqualTo(Overall.VACUOUS);
    assertThat(verdict(result(givenUp(), BEFORE, 3)).overall()).isEqualTo(Overall.VACUOUS);
    assertThat(verdict(result(kept(), BEFORE, 3)).overall()).isEqualTo(Overall.INVALID);
    assertThat(verdict(result(kept(), BEFORE, 5)).overall()).isEqualTo(Overall.INVALID);
    assertThat(verdict(result(givenUp(), AFTER, 3)).overall()).isEqualTo(Overall.BROKEN);
    assertThat(verdict(result(givenUp(), BEFORE, 5)).overall()).isEqualTo(Overall.BROKEN);
    KnownResult skipped = KnownResult.skipped(failure(3), AFTER, "needs root");
    assertThat(verdict(skipped).overall()).isEqualTo(Overall.VACUOUS);
  }

  @Test
  void whatItBreaksIsNotPutToTheTest() {
    Tally tally = new Tally();
    tally.blame(result(givenUp(), AFTER, 3).blamed());
    assertThat(tally.verdict(Promise.RIDES_OUT))
        .isInstanceOfSatisfying(
            Verdict.Broken.class,
            it -> {
              assertThat(it.exercised()).isZero();
              assertThat(it.witnesses()).hasSize(1);
            });
    assertThat(tally.get(Figure.SCENARIOS)).isZero();
    assertThat(tally.get(Figure.REQUESTS)).isZero();
  }
}
