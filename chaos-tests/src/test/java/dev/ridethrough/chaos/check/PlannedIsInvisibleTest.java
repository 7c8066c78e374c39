package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.invalid;
import static dev.ridethrough.chaos.check.Verdicts.vacuous;

import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlannedIsInvisibleTest {
  private static final int FITS = Story.DRAIN - 1_000;

  private final Checker checker = new PlannedIsInvisible();

  /// SIGTERM at 1,000 ms, gone at 5,000 ms, served again at 6,000 ms.
  private static Story planned() {
    return new Story().serving(0, 1).terminated(1_000, 5_000, 1).serving(6_000, 2);
  }

  private static Story slow(int work) {
    return planned().sent(900, 7, 0, Action.SLOW_APPEND, work);
  }

  @Test
  void answeredInTheDrain() {
    held(checker, slow(FITS).result(3_900, 7, 1), 1);
  }

  @Test
  void unknownThoughItFits() {
    broken(
        checker,
        slow(FITS).reply(5_001, 7, Outcome.UNKNOWN),
        7,
        "nothing worse happened than a SIGTERM to generation 1, 100 ms after it was sent");
  }

  @Test
  void whatDoesNotFitMayBeCut() {
    vacuous(checker, slow(FITS + 1).reply(5_001, 7, Outcome.UNKNOWN));
  }

  @Test
  void notSentIsPromiseThreesBusiness() {
    held(checker, slow(FITS).reply(5_001, 7, Outcome.NOT_SENT), 1);
  }

  @Test
  void sentInTheOutage() {
    Story story = slow(10).result(1_100, 7, 1).sent(5_500, 8);
    broken(checker, story.reply(6_100, 8, Outcome.UNKNOWN), 8, "4,500 ms before it was sent");
  }

  @Test
  void sentWhenServedAgainIsNotJudged() {
    Story story = slow(10).result(1_100, 7, 1).sent(6_000, 8);
    held(checker, story.reply(6_100, 8, Outcome.UNKNOWN), 1);
  }

  @Test
  void aKillExcuses() {
    Story story = slow(10).reply(6_500, 7, Outcome.UNKNOWN).killed(6_400, 2);
    vacuous(checker, story.serving(7_000, 3));
  }

  @Test
  void aKillElsewhereDoesNot() {
    Story story = slow(10).reply(5_001, 7, Outcome.UNKNOWN).killed(6_400, 2);
    broken(checker, story.serving(7_000, 3), 7, "unknown");
  }

  @Test
  void terminatedAndKilledIsKilled() {
    Story story = new Story().serving(0, 1).sent(900, 7).struck(1_000, 1, Signal.SIGTERM);
    vacuous(checker, story.killed(1_500, 1).serving(2_000, 2).reply(1_600, 7, Outcome.UNKNOWN));
  }

  @Test
  void inFlightAtItsLastAndFirstMoment() {
    held(checker, planned().sent(1_000, 7).result(1_001, 7, 1), 1);
    vacuous(checker, planned().sent(900, 7).result(1_000, 7, 1));
  }

  @Test
  void theStatusMustBeZero() {
    Story story = new Story().serving(0, 1).sent(900, 7).struck(1_000, 1, Signal.SIGTERM);
    story.result(1_010, 7, 1).died(1_100, 1, 143).serving(2_000, 2);
    broken(checker, story, -1, "generation 1 got SIGTERM and exited with status 143 instead of 0");
  }

  @Test
  void theStatusMayTellOfACutRequest() {
    Story story = new Story().serving(0, 1).sent(900, 7, 0, Action.SLOW_APPEND, FITS + 1);
    story.sent(900, 8).result(1_010, 8, 1).struck(1_000, 1, Signal.SIGTERM);
    held(checker, story.reply(5_000, 7, Outcome.UNKNOWN).died(5_000, 1, 75), 1);
  }

  @Test
  void theStatusOfOneThatNeverServedIsItsOwn() {
    Story story = slow(10).result(1_100, 7, 1).killed(6_500, 2);
    story.started(7_000, 3).struck(7_001, 3, Signal.SIGTERM).died(7_002, 3, 143);
    held(checker, story.serving(8_000, 4), 1);
  }

  @Test
  void itMustExit() {
    Story story = new Story().serving(0, 1).sent(900, 7).struck(1_000, 1, Signal.SIGTERM);
    broken(checker, story.result(1_010, 7, 1), -1, "got SIGTERM and never exited");
  }

  @Test
  void withoutASigtermItSaysNothing() {
    Story story = new Story().serving(0, 1).sent(10, 7).killed(20, 1).serving(30, 2);
    vacuous(checker, story.reply(25, 7, Outcome.UNKNOWN));
  }

  @Test
  void aBrokenOffHistoryIsInvalid() {
    invalid(checker, slow(10).reply(5_001, 7, Outcome.UNKNOWN).brokenOff(), "breaks off");
  }

  @Test
  void aKillInTheDrainExcusesAtTheNextSigtermToo() {
    Story story = new Story().serving(0, 1).sent(900, 7).struck(1_000, 1, Signal.SIGTERM);
    story.killed(1_500, 1).serving(2_000, 2).terminated(2_100, 2_200, 2);
    vacuous(checker, story.serving(2_500, 3).reply(2_300, 7, Outcome.UNKNOWN));
  }

  /// SIGTERM at 1,000 ms, stopped from 1,500 ms, gone at 9,000 ms with what it had cut.
  private static Story stoppedInTheDrain(Fault fault, int generation) {
    Story story = new Story().proxies(2).serving(0, 1).struck(1_000, 1, Signal.SIGTERM);
    story.disturbed(1_500, 1, fault, generation).relieved(8_900, 1);
    return story.sent(900, 7).reply(8_950, 7, Outcome.UNKNOWN);
  }

  @Test
  void aDaemonThatStoodStillMayCut() {
    vacuous(checker, stoppedInTheDrain(Fault.STOPPED, 1).died(9_000, 1, 1).serving(9_500, 2));
    Story other = stoppedInTheDrain(Fault.NO_DESCRIPTORS, 1).died(9_000, 1, 0).serving(9_500, 2);
    broken(checker, other, 7, "was told unknown");
  }

  @Test
  void itsStatusIsItsOwn() {
    Story story = new Story().serving(0, 1).sent(900, 7).result(1_010, 7, 1);
    story.disturbed(950, 1, Fault.STOPPED, 1).relieved(990, 1).struck(1_000, 1, Signal.SIGTERM);
    broken(checker, story.died(1_100, 1, 1), -1, "exited with status 1 instead of 0");
    Story stopped = new Story().serving(0, 1).sent(900, 7).result(1_010, 7, 1);
    stopped.disturbed(950, 1, Fault.STOPPED, 1).relieved(1_050, 1).struck(1_000, 1, Signal.SIGTERM);
    vacuous(checker, stopped.died(1_100, 1, 1));
  }

  /// It fell silent before the SIGTERM came.
  @Test
  void silenceExcuses() {
    Story story = new Story().serving(0, 1).sent(10, 7).disturbed(20, 1, Fault.STOPPED, 1);
    story.relieved(4_000, 1).reply(4_020, 7, Outcome.UNKNOWN).terminated(4_010, 4_100, 1);
    vacuous(checker, story.serving(5_000, 2));
    Story shortly = new Story().serving(0, 1).sent(10, 7).disturbed(20, 1, Fault.STOPPED, 1);
    shortly.relieved(1_000, 1).reply(4_020, 7, Outcome.UNKNOWN).terminated(4_010, 4_100, 1);
    broken(checker, shortly.serving(5_000, 2), 7, "was told unknown");
  }

  @ParameterizedTest
  @EnumSource(names = {"PROXY_STOPPED", "OUTPUT_UNREAD", "PROXY_TERMINATED"})
  void aStruckProxyIsNotJudged(Fault fault) {
    Story story = slow(10).proxies(2).disturbedProxy(950, 1, fault, 0).relieved(1_200, 1);
    vacuous(checker, story.reply(5_001, 7, Outcome.UNKNOWN));
    Story other = slow(10).proxies(2).disturbedProxy(950, 1, fault, 1).relieved(1_200, 1);
    broken(checker, other.reply(5_001, 7, Outcome.UNKNOWN), 7, "was told unknown");
    Story before = slow(10).proxies(2).disturbedProxy(800, 1, fault, 0).relieved(890, 1);
    broken(checker, before.reply(5_001, 7, Outcome.UNKNOWN), 7, "was told unknown");
  }

  @Test
  void whatIsExcusedWasNotInFlight() {
    Story story = slow(10).disturbedProxy(1_100, 1, Fault.PROXY_KILLED, 0);
    vacuous(checker, story.proxyExited(1_101, 0, 137));
  }
}
