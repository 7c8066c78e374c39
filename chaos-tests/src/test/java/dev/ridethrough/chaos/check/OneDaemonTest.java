package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.invalid;
import static dev.ridethrough.chaos.check.Verdicts.vacuous;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OneDaemonTest {
  private final Checker checker = new OneDaemon();

  @Test
  void oneAfterTheOther() {
    held(checker, new Story().serving(0, 1).killed(10, 1).serving(20, 2), 1);
  }

  @Test
  void oneAfterTheOtherAtTheSameMoment() {
    held(checker, new Story().serving(0, 1).killed(10, 1).serving(12, 2), 1);
  }

  @Test
  void theNextOneNeverServes() {
    Story story = new Story().serving(0, 1).killed(10, 1).started(20, 2);
    broken(checker, story, -1, "generation 2 (process 1002) was started, but never served");
  }

  @Test
  void struckBeforeItServes() {
    Story story = new Story().serving(0, 1).killed(10, 1).started(20, 2).killed(30, 2);
    held(checker, story.serving(40, 3), 2);
  }

  @Test
  void noFaultIsNoExcuse() {
    Story story = new Story().serving(0, 1).killed(10, 1).started(20, 2);
    broken(checker, story.struck(30, 2, Signal.NONE), -1, "never served");
  }

  @Test
  void anotherProcessGreets() {
    Story story = new Story().serving(0, 1).killed(10, 1).started(20, 2);
    story.event(new Event.DaemonServing(30_000, 2, 1_001));
    broken(checker, story, -1, "(process 1002) should serve, but process 1001 greets");
  }

  @Test
  void twoAtOnce() {
    Story story = new Story().serving(0, 1).struck(10, 1, Signal.SIGTERM).serving(20, 2);
    broken(checker, story.died(121, 1, 0), -1, "served while generation 1 (process 1001) still");
  }

  /// The harness hears of a death a little later than the kernel does.
  @Test
  void aDeathMayBeHeardOfLater() {
    Story story = new Story().serving(0, 1).struck(10, 1, Signal.SIGTERM).serving(20, 2);
    vacuous(checker, story.died(120, 1, 0));
  }

  @Test
  void diedUnstruck() {
    Story story = new Story().serving(0, 1).event(new Event.DaemonDied(10_000, 1, 134, false));
    broken(checker, story.serving(20, 2), -1, "died with nobody having struck it");
  }

  @Test
  void diedUnstruckBeforeItServedIsOneWitness() {
    Story story = new Story().started(0, 1).event(new Event.DaemonDied(10_000, 1, 1, false));
    broken(checker, story.serving(20, 2), -1, "died with nobody having struck it");
  }

  @Test
  void withoutADeathItSaysNothing() {
    vacuous(checker, new Story().serving(0, 1));
  }

  @Test
  void aBrokenOffHistoryIsInvalid() {
    Story story = new Story().serving(0, 1).killed(10, 1).started(20, 2).brokenOff();
    invalid(checker, story, "breaks off");
  }

  private static Story second(int status, boolean served, String said) {
    Story story = new Story().serving(0, 1).contender(10, 3, 1, Fault.SECOND_DAEMON);
    return story.contenderEnded(900, 3, status, served, said);
  }

  @Test
  void aSecondDaemonEndsAndNamesTheFirst() {
    held(checker, second(69, false, "in use: a daemon (pid 1001) listens"), 1);
  }

  @Test
  void aSecondDaemonThatServes() {
    broken(
        checker,
        second(69, true, "pid 1001"),
        -1,
        "contender 3 (process 903) served, though a second daemon is started on a live one's path");
  }

  @Test
  void aSecondDaemonThatDoesNotEndByItself() {
    broken(checker, second(-1, false, "pid 1001"), -1, "did not end, though a second daemon");
    broken(checker, second(0, false, "pid 1001"), -1, "ended with status 0, though a second");
  }

  @Test
  void aSecondDaemonThatDoesNotSayWhoServes() {
    broken(checker, second(69, false, "in use"), -1, "did not say who serves (pid 1001): \"in use");
    broken(checker, second(69, false, "pid 10011"), -1, "did not say who serves (pid 1001)");
    broken(checker, second(69, false, "pid 903"), -1, "did not say who serves (pid 1001)");
    broken(checker, second(69, false, " \n"), -1, "did not say why it can't serve");
    held(checker, second(69, false, "one\nin use by 1001\nthree"), 1);
  }

  /// The lock file names who serves.
  @Test
  void withoutTheLockFileNobodyCanSayWho() {
    Story story = second(69, false, "in use").disturbed(5, 1, Fault.LOCK_DELETED, 1);
    held(checker, story.relieved(8, 1), 1);
    Story locked = second(69, false, "in use").disturbed(5, 1, Fault.STOPPED, 1);
    broken(checker, locked.relieved(8, 1), -1, "who serves (pid 1001)");
    Story silent = second(69, false, "").disturbed(5, 1, Fault.LOCK_DELETED, 1);
    broken(checker, silent.relieved(8, 1), -1, "did not say why");
    Story other = second(69, false, "in use").started(6, 2).disturbed(7, 1, Fault.LOCK_DELETED, 2);
    broken(checker, other.relieved(8, 1).killed(9, 2), -1, "who serves (pid 1001)");
  }

  private static Story forbidden(String said) {
    Story story = new Story().serving(0, 1).killed(10, 1).contender(20, 3, -1, Fault.REGULAR_FILE);
    return story.contenderEnded(30, 3, 1, false, said).serving(40, 2);
  }

  @Test
  void whereSomethingLiesInTheWayItSaysWhat() {
    held(checker, forbidden("at the path there is something that is not a socket"), 2);
    broken(checker, forbidden("error"), -1, "did not say why it can't serve (not a socket)");
    broken(checker, forbidden(""), -1, "did not say why it can't serve");
  }

  private static Story robbed() {
    Story story = new Story().serving(0, 1).contender(10, 3, 1, Fault.SECOND_DAEMON);
    return story.event(
        new Event.ContenderEnded(20_000, 3, 1, false, false, "(pid 1001) is in use"));
  }

  @Test
  void aRefusedDaemonLeavesTheLiveOnesSocketAlone() {
    broken(checker, robbed(), -1, "took away a live daemon's socket");
    Story deleted = robbed().disturbed(5, 1, Fault.SOCKET_DELETED, 1).relieved(12, 1);
    held(checker, deleted, 2);
    Story before = robbed().disturbed(5, 1, Fault.SOCKET_DELETED, 1).relieved(9, 1);
    broken(checker, before, -1, "took away a live daemon's socket");
  }

  @Test
  void whatHasPassedIsOver() {
    Story story = new Story().serving(0, 1).disturbed(5, 1, Fault.STOPPED, 1);
    broken(checker, story.relieved(12, 1, false, true), -1, "was not there again");
  }

  @Test
  void anEndThatWasNotToldIsTheHarnesssFault() {
    Story story = new Story().serving(0, 1).contender(10, 3, 1, Fault.SECOND_DAEMON);
    invalid(checker, story, "never said how contender 3 (process 903) ended");
  }

  private static Story inTheWay(boolean intact) {
    Story story = new Story().serving(0, 1).killed(10, 1).inTheWay(20, 1, Fault.DIRECTORY);
    return story.relieved(30, 1, true, intact).serving(40, 2);
  }

  @Test
  void whatIsNotTheDaemonsIsLeftAlone() {
    held(checker, inTheWay(true), 2);
    broken(
        checker,
        inTheWay(false),
        -1,
        "what was not the daemon's was deleted while a directory lies at the path: it was so");
  }

  private static Story deleted(Fault fault) {
    return new Story().serving(0, 1).disturbed(10, 1, fault, 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"SOCKET_DELETED", "DIRECTORY_DELETED"})
  void whatIsTheDaemonsItMakesAgain(Fault fault) {
    held(checker, deleted(fault).relieved(60, 1), 1);
    String sentence = "generation 1 (process 1001) was not there again after the socket's direc";
    String expected = fault == Fault.DIRECTORY_DELETED ? sentence : "after the socket is deleted";
    broken(checker, deleted(fault).relieved(60, 1, false, true), -1, expected);
    broken(checker, deleted(fault), -1, expected);
  }

  @Test
  void unlessItWasStruckMeanwhile() {
    Story story = deleted(Fault.SOCKET_DELETED).killed(30, 1).serving(70, 2);
    held(checker, story.relieved(60, 1, false, true), 1);
    Story later = deleted(Fault.SOCKET_DELETED).killed(61, 1).serving(70, 2);
    broken(checker, later.relieved(60, 1, false, true), -1, "not there again");
  }

  @Test
  void aLockNeedNotBeMadeAgain() {
    vacuous(checker, deleted(Fault.LOCK_DELETED).relieved(60, 1, false, true));
  }
}
