package dev.ridethrough.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TallyTest {
  /// Puts every promise to the test and holds, but for two that take stories of their own.
  private static Story good() {
    return new Story()
        .serving(0, 1)
        .sent(100, 1, 0, Action.SLOW_APPEND, 300)
        .sent(110, 2)
        .terminated(200, 450, 1)
        .result(400, 1, 1)
        .serving(900, 2)
        .result(910, 2, 2)
        .sent(1_000, 3)
        .killed(1_010, 2)
        .reply(1_020, 3, Outcome.UNKNOWN)
        .rows(3, 3L)
        .sent(1_100, 4)
        .reply(3_150, 4, Outcome.NOT_SENT)
        .sent(2_950, 5)
        .serving(3_300, 3)
        .result(3_310, 5, 5);
  }

  /// Those two.
  private static Story blocked() {
    return FailsFastTest.told(FailsFastTest.blocked().sent(200, 7), 210);
  }

  private static Story herd() {
    return NoHerdTest.calm();
  }

  private static Story harmless() {
    return new Story().serving(0, 1).sent(10, 1).result(20, 1, 1);
  }

  private static Story duplicate() {
    return good().rows(2, 2L, 9L);
  }

  private static Story invalid() {
    return good().event(new Event.HarnessFailed(9_000_000, "no disk"));
  }

  private static Tally tally(Story... stories) {
    Tally tally = new Tally();
    for (Story story : stories) {
      tally.add(Judge.judge(story.tell()));
    }
    return tally;
  }

  private static Overall overall(Story... stories) {
    return GateVerdict.of(tally(stories)).overall();
  }

  @Test
  void allTenAreListedInOrder() {
    assertThat(Judge.judge(good().tell()).rulings())
        .extracting(it -> it.promise().id())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(tally(good()).rulings())
        .extracting(it -> it.promise().id())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }

  @Test
  void allTenAreJudged() {
    assertThat(Judge.judge(good().tell()).rulings())
        .filteredOn(it -> !(it.verdict() instanceof Verdict.Held))
        .extracting(Judgement.Ruling::promise)
        .containsExactly(Promise.FAILS_FAST, Promise.NO_HERD);
    assertThat(tally(good(), blocked(), herd()).rulings())
        .extracting(Judgement.Ruling::verdict)
        .hasOnlyElementsOfType(Verdict.Held.class);
  }

  @Test
  void theWorstWins() {
    assertThat(overall(good(), blocked(), herd())).isEqualTo(Overall.HELD);
    assertThat(overall(good(), blocked())).isEqualTo(Overall.VACUOUS);
    assertThat(overall(good(), herd())).isEqualTo(Overall.VACUOUS);
    assertThat(overall(harmless())).isEqualTo(Overall.VACUOUS);
    assertThat(overall(harmless(), herd(), good(), blocked())).isEqualTo(Overall.HELD);
    assertThat(overall(harmless(), invalid())).isEqualTo(Overall.INVALID);
    assertThat(overall(good(), invalid(), good())).isEqualTo(Overall.INVALID);
    assertThat(overall(duplicate(), invalid())).isEqualTo(Overall.BROKEN);
    assertThat(overall(invalid(), duplicate())).isEqualTo(Overall.BROKEN);
    assertThat(overall(good(), duplicate(), harmless())).isEqualTo(Overall.BROKEN);
  }

  @Test
  void nothingRunIsVacuous() {
    assertThat(overall()).isEqualTo(Overall.VACUOUS);
    assertThat(tally().verdict(Promise.NO_DUPLICATE))
        .isEqualTo(new Verdict.Vacuous("no scenario was run"));
  }

  @Test
  void exerciseAddsUp() {
    long once = tally(good()).verdict(Promise.NO_DUPLICATE).exercised();
    assertThat(once).isPositive();
    assertThat(tally(good(), harmless(), good()).verdict(Promise.NO_DUPLICATE))
        .isEqualTo(new Verdict.Held(2 * once));
  }

  @Test
  void exitCodes() {
    assertThat(Overall.HELD.exitCode()).isEqualTo(0);
    assertThat(Overall.BROKEN.exitCode()).isEqualTo(1);
    assertThat(Overall.VACUOUS.exitCode()).isEqualTo(2);
    assertThat(Overall.INVALID.exitCode()).isEqualTo(3);
  }

  @Test
  void figures() {
    Tally tally = tally(good(), duplicate());
    assertThat(tally.get(Figure.SCENARIOS)).isEqualTo(2);
    assertThat(tally.get(Figure.REQUESTS)).isEqualTo(10);
    assertThat(tally.get(Figure.RESULTS)).isEqualTo(6);
    assertThat(tally.get(Figure.UNKNOWN)).isEqualTo(2);
    assertThat(tally.get(Figure.NOT_SENT)).isEqualTo(2);
    assertThat(tally.get(Figure.ERRORS)).isZero();
    assertThat(tally.get(Figure.KILLED)).isEqualTo(2);
    assertThat(tally.get(Figure.TERMINATED)).isEqualTo(2);
    assertThat(tally.get(Figure.CRASHED)).isZero();
    assertThat(tally.get(Figure.RESTARTS)).isEqualTo(4);
    assertThat(tally.get(Figure.OVERLAPPED_OUTAGE)).isEqualTo(10);
    assertThat(tally.get(Figure.DUPLICATES)).isEqualTo(1);
    assertThat(tally.get(Figure.LATE)).isZero();
    assertThat(tally.get(Figure.OUTLASTED)).isEqualTo(2);
    assertThat(tally.get(Figure.OUTLASTED_REAL_WINDOW)).isZero();
    assertThat(tally.get(Figure.IN_FLIGHT_AT_SIGTERM)).isEqualTo(4);
    assertThat(tally.get(Figure.KILLED_AFTER_COMMIT)).isEqualTo(2);
    assertThat(tally.get(Figure.FAULTS_AIMED)).isEqualTo(4);
    assertThat(tally.get(Figure.FAULTS_LANDED)).isEqualTo(4);
  }

  @Test
  void aMissedAimIsNotLanded() {
    Story story =
        harmless().event(new Event.FaultStruck(30_000, 1, Signal.SIGKILL, "x", true, false));
    assertThat(tally(story).get(Figure.FAULTS_AIMED)).isEqualTo(1);
    assertThat(tally(story).get(Figure.FAULTS_LANDED)).isZero();
    Story none = harmless().struck(30, 1, Signal.NONE);
    assertThat(tally(none).get(Figure.FAULTS_AIMED)).isZero();
  }

  /// The outage of a request outlasts its window only if no daemon serves for even a moment of it.
  @Test
  void outlastedToTheMoment() {
    Story before = outlasted(Outcome.NOT_SENT);
    assertThat(tally(before.serving(2_101, 2)).get(Figure.OUTLASTED)).isEqualTo(1);
    Story until = outlasted(Outcome.NOT_SENT);
    assertThat(tally(until.serving(2_100, 2)).get(Figure.OUTLASTED)).isZero();
    Story unfinished = new Story().serving(0, 1).killed(99, 1).sent(100, 1);
    unfinished.reply(2_098, 1, Outcome.NOT_SENT);
    assertThat(tally(unfinished.died(2_099, 2, 0)).get(Figure.OUTLASTED)).isZero();
  }

  private static Story outlasted(Outcome outcome) {
    Story story = new Story().serving(0, 1).killed(99, 1).sent(100, 1);
    return story.reply(2_105, 1, outcome);
  }

  /// A proxy that answers everything with an error has outlasted nothing.
  @Test
  void onlyWhatWasGivenUpWasOutlasted() {
    Story unknown = outlasted(Outcome.UNKNOWN).serving(2_200, 2);
    assertThat(tally(unknown).get(Figure.OUTLASTED)).isEqualTo(1);
    Story error = outlasted(Outcome.ERROR).serving(2_200, 2);
    assertThat(tally(error).get(Figure.OUTLASTED)).isZero();
    Story unanswered = new Story().serving(0, 1).killed(99, 1).sent(100, 1).serving(2_200, 2);
    assertThat(tally(unanswered).get(Figure.OUTLASTED)).isZero();
  }

  @Test
  void theRealWindowCountsOnlyUnscaled() {
    Story real = new Story().window(8_000).serving(0, 1).killed(50, 1).sent(100, 1);
    real.reply(8_100, 1, Outcome.NOT_SENT);
    assertThat(tally(real.serving(9_000, 2)).get(Figure.OUTLASTED_REAL_WINDOW)).isEqualTo(1);
    Story scaled = new Story().window(7_999).serving(0, 1).killed(50, 1).sent(100, 1);
    scaled.reply(8_100, 1, Outcome.NOT_SENT);
    assertThat(tally(scaled.serving(9_000, 2)).get(Figure.OUTLASTED_REAL_WINDOW)).isZero();
  }

  @Test
  void stalls() {
    Story story = new Story().serving(0, 1).killed(10, 1).serving(1_000, 2);
    for (int i = 1; i <= 100; i++) {
      story.sent(20, i).result(1_000 + i, i, i);
    }
    Tally tally = tally(story);
    assertThat(tally.stallMillis(0.5)).isEqualTo(1_030);
    assertThat(tally.stallMillis(0.99)).isEqualTo(1_079);
    assertThat(tally.stallMillis(1)).isEqualTo(1_080);
    assertThat(tally().stallMillis(0.99)).isZero();
  }

  @Test
  void workIsNoStall() {
    Story story = new Story().serving(0, 1).killed(10, 1).serving(100, 2);
    story.sent(20, 1, 0, Action.SLOW_APPEND, 400).result(620, 1, 1);
    assertThat(tally(story).stallMillis(1)).isEqualTo(200);
  }

  @Test
  void anUnmetRequirementIsVacuous() {
    Tally tally = tally(good(), blocked(), herd());
    List<Requirement> met = List.of(new Requirement("x", 20, 20));
    List<Requirement> unmet = List.of(new Requirement("x", 19, 20));
    assertThat(GateVerdict.of(tally, met, List.of()).overall()).isEqualTo(Overall.HELD);
    assertThat(GateVerdict.of(tally, unmet, List.of()).overall()).isEqualTo(Overall.VACUOUS);
    assertThat(GateVerdict.of(tally(duplicate()), unmet, List.of()).overall())
        .isEqualTo(Overall.BROKEN);
  }

  @Test
  void aGateNeedsEnough() {
    assertThat(Requirement.ofGate(tally(good()), 1, Set.of()))
        .extracting(Requirement::had, Requirement::needed)
        .containsExactly(
            tuple(1L, 1L),
            tuple(5L, 1L),
            tuple(1L, 20L),
            tuple(0L, 1L),
            tuple(2L, 20L),
            tuple(1L, 20L),
            tuple(2L, 1L));
  }

  /// In the order of the list, and none of those that are impossible.
  @Test
  void aGateNeedsEachPossibleFault() {
    Set<Fault> possible = Set.of(Fault.STOPPED, Fault.REGULAR_FILE, Fault.SIGKILL);
    List<Requirement> requirements = Requirement.ofGate(tally(blocked()), 1, possible);
    assertThat(requirements)
        .filteredOn(it -> it.fault() != null)
        .containsExactly(
            new Requirement("times that the fault SIGKILL landed", 1, 1, Fault.SIGKILL),
            new Requirement("times that the fault STOPPED landed", 0, 1, Fault.STOPPED),
            new Requirement("times that the fault REGULAR_FILE landed", 1, 1, Fault.REGULAR_FILE));
    List<Requirement> missing = List.of(requirements.get(requirements.size() - 2));
    Tally tally = tally(good(), blocked(), herd());
    assertThat(GateVerdict.of(tally, missing, List.of()).overall()).isEqualTo(Overall.VACUOUS);
  }

  @Test
  void aFailedControlIsInvalid() {
    GateVerdict bug = GateVerdict.of(tally(duplicate()));
    Control found = Control.of("bug", Overall.BROKEN, Promise.NO_DUPLICATE, bug);
    Control other = Control.of("bug", Overall.BROKEN, Promise.FINISHES, bug);
    Control missed =
        new Control("bug", Overall.BROKEN, Promise.NO_DUPLICATE, Overall.HELD, Set.of());
    Control calm = Control.of("calm", Overall.VACUOUS, null, GateVerdict.of(tally(harmless())));
    assertThat(List.of(found, calm)).allMatch(Control::isAsExpected);
    assertThat(List.of(other, missed)).noneMatch(Control::isAsExpected);

    Tally tally = tally(good(), blocked(), herd());
    List<Requirement> unmet = List.of(new Requirement("x", 19, 20));
    assertThat(GateVerdict.of(tally, List.of(), List.of(found, calm)).overall())
        .isEqualTo(Overall.HELD);
    assertThat(GateVerdict.of(tally, unmet, List.of(found, missed)).overall())
        .isEqualTo(Overall.INVALID);
  }

  @Test
  void aControlMustComeOutAsExpected() {
    Control calm = new Control("calm", Overall.VACUOUS, null, Overall.HELD, Set.of());
    assertThat(calm.isAsExpected()).isFalse();
  }

  @Test
  void killedBeforeTheCommitIsNotKilledAfterIt() {
    Story story = new Story().serving(0, 1).sent(10, 1).killed(20, 1).reply(25, 1, Outcome.UNKNOWN);
    assertThat(tally(story.serving(30, 2)).get(Figure.KILLED_AFTER_COMMIT)).isZero();
  }

  /// Silence is no kill, nor is a drain that cuts.
  @Test
  void onlyAKillCountsAsKilled() {
    Story stopped = new Story().serving(0, 1).sent(10, 1).disturbed(20, 1, Fault.STOPPED, 1);
    stopped.reply(3_100, 1, Outcome.UNKNOWN).rows(1, 1L).relieved(4_000, 1);
    assertThat(tally(stopped).get(Figure.KILLED_AFTER_COMMIT)).isZero();
    Story cut = new Story().serving(0, 1).sent(10, 1).terminated(20, 25, 1);
    cut.reply(26, 1, Outcome.UNKNOWN).rows(1, 1L);
    assertThat(tally(cut).get(Figure.KILLED_AFTER_COMMIT)).isZero();
  }

  /// What fails at once has outlasted nothing, though nobody served in its window.
  @Test
  void failingFastOutlastsNothing() {
    Story story = outlasted(Outcome.NOT_SENT).inTheWay(101, 1, Fault.REGULAR_FILE);
    assertThat(tally(story.relieved(2_200, 1).serving(2_300, 2)).get(Figure.OUTLASTED)).isZero();
    Story stale = outlasted(Outcome.NOT_SENT).inTheWay(101, 1, Fault.STALE_SOCKET);
    assertThat(tally(stale.relieved(2_200, 1).serving(2_300, 2)).get(Figure.OUTLASTED))
        .isEqualTo(1);
  }

  @Test
  void aStopMayOutlastAWindow() {
    Story story = new Story().serving(0, 1).disturbed(99, 1, Fault.STOPPED_BEYOND_WINDOW, 1);
    story.sent(100, 1).reply(2_105, 1, Outcome.NOT_SENT).relieved(2_200, 1);
    assertThat(tally(story).get(Figure.OUTLASTED)).isEqualTo(1);
  }

  @Test
  void disturbancesAtKillPointsAreAimed() {
    Event.Disturbed hit = new Event.Disturbed(20_000, 1, Fault.SLOW_START, 1, -1, "x", true, true);
    Event.Disturbed missed =
        new Event.Disturbed(20_000, 2, Fault.SLOW_START, 1, -1, "x", true, false);
    Story story = harmless().event(hit).event(missed).disturbed(20, 3, Fault.STOPPED, 1);
    story.relieved(30, 1).relieved(30, 2).relieved(30, 3);
    assertThat(tally(story).get(Figure.FAULTS_AIMED)).isEqualTo(2);
    assertThat(tally(story).get(Figure.FAULTS_LANDED)).isEqualTo(1);
  }

  @Test
  void faultsAddUp() {
    Tally tally = tally(blocked(), blocked(), good());
    assertThat(tally.get(Fault.REGULAR_FILE)).isEqualTo(new FaultCount(2, 2));
    assertThat(tally.get(Fault.SIGKILL)).isEqualTo(new FaultCount(3, 3));
    assertThat(tally.get(Fault.DIRECTORY)).isEqualTo(new FaultCount(0, 0));
    assertThat(tally().get(Fault.SIGKILL)).isEqualTo(new FaultCount(0, 0));
  }

  @Test
  void aResultMeansThatSomebodyServed() {
    Story story = new Story().serving(0, 1).killed(99, 1).sent(100, 1).result(2_200, 1, 1);
    assertThat(tally(story.serving(2_400, 2)).get(Figure.OUTLASTED)).isZero();
  }

  @Test
  void cancelledWhileItWaited() {
    Story story = new Story().serving(0, 1).killed(50, 1).sent(60, 7).cancelled(100, 7);
    Tally tally = tally(story.serving(900, 2));
    assertThat(tally.get(Figure.CANCELLED_WAITING)).isEqualTo(1);
    assertThat(tally.get(Figure.OVERLAPPED_OUTAGE)).isZero();
    Story had = new Story().serving(0, 1).sent(40, 7).killed(50, 1).cancelled(100, 7);
    assertThat(tally(had.serving(900, 2)).get(Figure.CANCELLED_WAITING)).isZero();
  }

  @Test
  void whatWasCancelledOutlastsNothing() {
    Story story = outlasted(Outcome.NOT_SENT).cancelled(2_104, 1).serving(2_200, 2);
    assertThat(tally(story).get(Figure.OUTLASTED)).isZero();
  }
}
