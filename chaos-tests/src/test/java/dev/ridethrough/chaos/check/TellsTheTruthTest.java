package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.invalid;
import static dev.ridethrough.chaos.check.Verdicts.vacuous;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.machine.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TellsTheTruthTest {
  private final Checker checker = new TellsTheTruth();

  private static Story killed() {
    return new Story().serving(0, 1).sent(10, 7).killed(20, 1).serving(500, 2);
  }

  @Test
  void aResultStandsForOneRow() {
    held(checker, killed().result(600, 7, 1), 1);
  }

  @Test
  void aResultWithoutARowLies() {
    broken(
        checker, killed().result(600, 7, 1).rows(7), 7, "stands for exactly 1 row, but left none");
  }

  @Test
  void aResultWithTwoRowsLies() {
    broken(checker, killed().result(600, 7, 1).rows(7, 1L, 2L), 7, "left 2: rows 1 and 2");
  }

  @Test
  void aResultThatNamesAnotherRowLies() {
    broken(checker, killed().result(600, 7, 1).rows(7, 2L), 7, "was told row 1, but left row 2");
  }

  @Test
  void aResultMayNameNoRow() {
    held(checker, killed().result(600, 7, "done").rows(7, 2L), 1);
  }

  @Test
  void notSentStandsForNone() {
    held(checker, killed().reply(600, 7, Outcome.NOT_SENT), 1);
    broken(checker, killed().reply(600, 7, Outcome.NOT_SENT).rows(7, 1L), 7, "told not_sent");
  }

  @Test
  void anErrorStandsForNone() {
    broken(checker, killed().reply(600, 7, Outcome.ERROR).rows(7, 1L), 7, "told an error");
  }

  @Test
  void unknownStandsForOneAtMost() {
    held(checker, killed().reply(600, 7, Outcome.UNKNOWN), 1);
    held(checker, killed().reply(600, 7, Outcome.UNKNOWN).rows(7, 1L), 1);
    broken(checker, killed().reply(600, 7, Outcome.UNKNOWN).rows(7, 1L, 2L), 7, "told unknown");
  }

  @Test
  void unknownNeedsADeath() {
    Story story = new Story().serving(0, 1).sent(10, 7).reply(19, 7, Outcome.UNKNOWN);
    broken(checker, story.killed(20, 1), 7, "no daemon died meanwhile");
  }

  @Test
  void unknownNeedsADeathAlsoWhereItWasExecuted() {
    Story story = new Story().serving(0, 1).sent(10, 7).reply(19, 7, Outcome.UNKNOWN).rows(7, 1L);
    broken(checker, story.killed(20, 1), 7, "no daemon died meanwhile");
  }

  @Test
  void unknownNeedsADeathAlsoForReads() {
    Story story = new Story().serving(0, 1).sent(10, 7, 0, Action.READ, 0);
    broken(checker, story.reply(19, 7, Outcome.UNKNOWN), 7, "no daemon died meanwhile");
  }

  /// The kernel tears the connection down before the harness sees the process gone.
  @Test
  void aDaemonThatIsAboutToDieIsReasonEnough() {
    Story story = new Story().serving(0, 1).struck(5, 1, Signal.SIGKILL).sent(10, 7);
    held(checker, story.reply(19, 7, Outcome.UNKNOWN).died(20, 1, 137).serving(30, 2), 1);
  }

  /// Generation 2 is killed while it starts; the request was sent after the death of generation 1.
  private static Story killedAt(Coordinate point, boolean landed) {
    return new Story()
        .aimedAt(Coordinate.daemon(Phase.REPLY, Operation.WRITE, 1))
        .aimedAt(point)
        .serving(0, 1)
        .killed(5, 1)
        .sent(10, 7)
        .started(15, 2)
        .event(new Event.FaultStruck(20_000, 2, Signal.SIGKILL, "x", true, landed))
        .died(22, 2, 137)
        .reply(23, 7, Outcome.UNKNOWN)
        .serving(30, 3);
  }

  @ParameterizedTest
  @CsvSource({"START,LOCK,1", "BIND,RENAME,1", "LOAD,OPEN_STORE,1", "RECEIVE,WRITE,1"})
  void unknownNeedsTheDeathOfOneThatMayHaveGreeted(Phase phase, Operation operation, int n) {
    Coordinate point = Coordinate.daemon(phase, operation, n);
    broken(checker, killedAt(point, true), 7, "nobody died meanwhile to whom it could have been");
    held(checker, killedAt(point, true).rows(7, 1L), 1);
    held(checker, killedAt(point, false), 1);
    held(checker, killedAt(point, true).served(16, 2), 1);
  }

  @ParameterizedTest
  @CsvSource({
    "-1,RECEIVE,WRITE,2",
    "-1,RECEIVE,READ,1",
    "-1,EXECUTE,COMMIT,1",
    "-1,REPLY,WRITE,1",
    "-1,ACCEPT,ACCEPT,1",
    "0,RECEIVE,WRITE,1",
    "0,AWAIT,READ,1"
  })
  void heldLaterItMayHaveGreeted(int process, Phase phase, Operation operation, int n) {
    held(checker, killedAt(new Coordinate(process, phase, operation, n), true), 1);
  }

  /// It is let go after the signal, and may greet then.
  @Test
  void aSigtermIsNoProofThatItDidNotGreet() {
    Coordinate point = Coordinate.daemon(Phase.LOAD, Operation.OPEN_STORE, 1);
    Story story = new Story().aimedAt(point).aimedAt(point).serving(0, 1).killed(5, 1);
    story.sent(10, 7).started(15, 2).terminated(20, 22, 2).reply(23, 7, Outcome.UNKNOWN);
    held(checker, story.serving(30, 3), 1);
  }

  @Test
  void noFaultIsNoDeath() {
    Story story = new Story().serving(0, 1).sent(10, 7).struck(15, 1, Signal.NONE);
    broken(checker, story.reply(19, 7, Outcome.UNKNOWN), 7, "no daemon died meanwhile");
  }

  @Test
  void readsLeaveNothing() {
    Story story = killed().result(600, 7, 1).sent(10, 8, 0, Action.ECHO, 0);
    broken(checker, story.result(20, 8, "t-8").rows(8, 2L), 8, "stands for no row, but left row 2");
  }

  /// The second reply is promise 6's business, but it must not lie either.
  @Test
  void laterRepliesMustBeTrueToo() {
    Story story = killed().result(600, 7, 1).reply(700, 7, Outcome.NOT_SENT);
    broken(checker, story, 7, "told not_sent");
  }

  @Test
  void withoutADeathItSaysNothing() {
    vacuous(checker, new Story().serving(0, 1).sent(10, 7).result(15, 7, 1));
  }

  @Test
  void aLieIsBrokenEvenInABrokenOffHistory() {
    broken(checker, killed().result(600, 7, 1).rows(7).brokenOff(), 7, "left none");
  }

  @Test
  void whatABrokenOffHistoryDoesNotTellIsNoLie() {
    Story story = new Story().serving(0, 1).sent(10, 7).reply(19, 7, Outcome.UNKNOWN);
    invalid(checker, story.brokenOff(), "breaks off");
    invalid(checker, killed().result(600, 7, 1).uncounted(), "not counted");
  }

  @Test
  void whatHasNoEffectDoesNotExerciseIt() {
    Story story = new Story().serving(0, 1).sent(10, 7, 0, Action.READ, 0).killed(20, 1);
    vacuous(checker, story.serving(500, 2).reply(30, 7, Outcome.UNKNOWN));
  }

  private static final int STOPPED_AT = 100;

  /// A daemon stands still from 100 ms on, with the request in flight; the window is 2,000 ms.
  private static Story stopped(Fault fault, int until) {
    Story story = new Story().proxies(2).serving(0, 1).sent(10, 7);
    return story.disturbed(STOPPED_AT, 1, fault, 1).relieved(until, 1);
  }

  @ParameterizedTest
  @EnumSource
  void silenceIsReasonEnoughWhereADaemonStandsStill(Fault fault) {
    Story story = stopped(fault, 4_000).reply(3_200, 7, Outcome.UNKNOWN);
    if (fault.stopsDaemon()) {
      held(checker, story, 1);
      held(checker, stopped(fault, 4_000).reply(3_200, 7, Outcome.UNKNOWN).rows(7, 1L), 1);
    } else {
      broken(checker, story, 7, "no daemon died meanwhile, or stood still for long enough");
    }
  }

  @Test
  void afterAllTheEffectsMustBeRight() {
    Story twice = stopped(Fault.STOPPED, 4_000).reply(3_200, 7, Outcome.UNKNOWN);
    broken(checker, twice.rows(7, 1L, 2L), 7, "1 row at most");
    Story late = stopped(Fault.STOPPED, 4_000).reply(3_200, 7, Outcome.NOT_SENT);
    broken(checker, late.rows(7, 1L), 7, "told not_sent, but left row 1");
  }

  /// 3 s of silence, of which one second may lie before the stop, and a tenth is the machine's.
  @Test
  void aShortStopIsNoReason() {
    int longEnough = STOPPED_AT + 1_900;
    held(checker, stopped(Fault.STOPPED, longEnough).reply(3_200, 7, Outcome.UNKNOWN), 1);
    broken(
        checker,
        stopped(Fault.STOPPED, longEnough - 1).reply(3_200, 7, Outcome.UNKNOWN),
        7,
        "stood still for long enough");
  }

  @Test
  void onlyTheStopUntilTheReplyCounts() {
    Story story = stopped(Fault.STOPPED, 9_000).window(1_000);
    held(checker, story.reply(STOPPED_AT + 1_900, 7, Outcome.UNKNOWN), 1);
    Story early = stopped(Fault.STOPPED, 9_000).window(1_000);
    broken(checker, early.reply(STOPPED_AT + 1_899, 7, Outcome.UNKNOWN), 7, "long enough");
  }

  /// Nobody gives up waiting for a reply before the window is used up.
  @Test
  void silenceIsBorneForTheWholeWindow() {
    Story story = stopped(Fault.STOPPED, 9_000).window(6_000);
    held(checker, story.reply(6_010, 7, Outcome.UNKNOWN), 1);
    Story early = stopped(Fault.STOPPED, 9_000).window(6_000);
    broken(checker, early.reply(6_009, 7, Outcome.UNKNOWN), 7, "stood still for long enough");
  }

  @Test
  void aStopThatIsOverIsNoReason() {
    Story story = stopped(Fault.STOPPED, 4_000).result(4_010, 7, 1).sent(4_001, 8);
    broken(checker, story.reply(7_100, 8, Outcome.UNKNOWN), 8, "stood still for long enough");
  }

  /// The reply lies in its socket and waits for it.
  @ParameterizedTest
  @EnumSource(names = {"PROXY_STOPPED", "OUTPUT_UNREAD", "PROXY_TERMINATED"})
  void whatBefallsAProxyIsNoReason(Fault fault) {
    Story story = new Story().serving(0, 1).sent(10, 7).disturbedProxy(100, 1, fault, 0);
    broken(checker, story.relieved(9_000, 1).reply(9_001, 7, Outcome.UNKNOWN), 7, "no daemon died");
  }

  /// A doubt is told at once; later it is about a daemon that lives.
  @Test
  void unknownComesAtOnce() {
    held(checker, killed().reply(22 + 2_500, 7, Outcome.UNKNOWN), 1);
    broken(
        checker,
        killed().reply(22 + 2_501, 7, Outcome.UNKNOWN),
        7,
        "unknown only 2,501 ms after the last death that can have been the reason");
    held(checker, killed().world("sim").reply(72, 7, Outcome.UNKNOWN), 1);
    broken(checker, killed().world("sim").reply(73, 7, Outcome.UNKNOWN), 7, "only 51 ms after");
  }

  /// Where a request is sent again, the next daemon may be the one that does not know.
  @Test
  void unknownMayComeLateWhereRequestsAreSentAgain() {
    held(checker, killed().delivery("exactly-once").reply(9_000, 7, Outcome.UNKNOWN), 1);
  }

  @Test
  void unknownComesAtOnceAlsoWhereARowIsLeft() {
    broken(checker, killed().reply(2_600, 7, Outcome.UNKNOWN).rows(7, 1L), 7, "unknown only");
  }

  @Test
  void aProxyThatStandsStillTellsItsDoubtLate() {
    Story story = killed().reply(4_000, 7, Outcome.UNKNOWN);
    held(checker, story.disturbedProxy(15, 1, Fault.PROXY_STOPPED, 0).relieved(3_900, 1), 1);
  }

  @Test
  void aHarnessThatStoodStillMayHaveReadADoubtLate() {
    Story story = killed().reply(4_000, 7, Outcome.UNKNOWN);
    held(checker, story.event(new Event.Stalled(3_990_000, 300)), 1);
  }

  @Test
  void aCancelledRequestMayBeToldAnything() {
    Story unknown = new Story().serving(0, 1).sent(10, 7).cancelled(15, 7);
    held(checker, unknown.reply(19, 7, Outcome.UNKNOWN).rows(7, 1L), 1);
    Story error = new Story().serving(0, 1).sent(10, 7).cancelled(15, 7);
    vacuous(checker, error.reply(19, 7, Outcome.ERROR).rows(7, 1L));
  }

  @Test
  void butRunsOnceAtMostAndNotSentIsStillForEver() {
    Story twice = new Story().serving(0, 1).sent(10, 7).cancelled(15, 7);
    broken(
        checker,
        twice.reply(19, 7, Outcome.ERROR).rows(7, 1L, 2L),
        7,
        "told an error, which stands");
    Story lie = new Story().serving(0, 1).sent(10, 7).cancelled(15, 7);
    broken(checker, lie.reply(19, 7, Outcome.NOT_SENT).rows(7, 1L), 7, "told not_sent");
  }
}
