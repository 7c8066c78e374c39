package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.invalid;
import static dev.ridethrough.chaos.check.Verdicts.vacuous;

import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RidesOutTest {
  /// When a daemon must serve again, for what was sent at 100 ms.
  private static final int LATEST = 100 + Story.WINDOW - 500;

  private final Checker checker = new RidesOut();

  private static Story waiting() {
    return new Story().serving(0, 1).killed(50, 1).sent(100, 7);
  }

  @Test
  void servedAfterTheOutage() {
    held(checker, waiting().serving(LATEST, 2).result(LATEST + 5, 7, 1), 1);
  }

  @Test
  void givenUpThoughTheDaemonCameBack() {
    broken(
        checker,
        waiting().serving(LATEST, 2).reply(2_110, 7, Outcome.NOT_SENT),
        7,
        "given up after 2,010 ms, but generation 2 served from 1,500 ms after it was sent and"
            + " stayed: for 500 ms");
  }

  /// No scenario asks for an error, so a request that must succeed may not get one.
  @Test
  void anErrorIsNoSuccess() {
    broken(
        checker,
        waiting().reply(101, 7, Outcome.ERROR).serving(LATEST, 2),
        7,
        "got an error after 1 ms, but generation 2 served from 1,500 ms after it was sent");
    Story served = new Story().serving(0, 1).sent(100, 7).reply(101, 7, Outcome.ERROR);
    broken(checker, served, 7, "got an error after 1 ms, but generation 1 served from before");
  }

  @Test
  void givenUpLongBeforeTheWindowEnds() {
    Story story = waiting().reply(1_599, 7, Outcome.NOT_SENT).serving(4_000, 2);
    broken(checker, story, 7, "was given up after 1,499 ms, though its window is 2,000 ms");
    Story error = waiting().reply(1_599, 7, Outcome.ERROR).serving(4_000, 2);
    broken(checker, error, 7, "got an error after 1,499 ms, though its window is 2,000 ms");
  }

  @Test
  void givenUpAboutWhenTheWindowEnds() {
    vacuous(checker, waiting().reply(1_600, 7, Outcome.NOT_SENT).serving(4_000, 2));
  }

  @Test
  void unknownMayComeAtOnce() {
    Story story = new Story().serving(0, 1).sent(100, 7).killed(110, 1).serving(4_000, 2);
    vacuous(checker, story.reply(120, 7, Outcome.UNKNOWN));
  }

  @Test
  void tooLateIsNotJudged() {
    vacuous(checker, waiting().serving(LATEST + 1, 2).reply(2_110, 7, Outcome.NOT_SENT));
  }

  /// With retrying switched off, the reply comes while nobody serves; what comes later judges it.
  @Test
  void givenUpAtOnce() {
    broken(
        checker,
        waiting().reply(112, 7, Outcome.NOT_SENT).serving(400, 2),
        7,
        "given up after 12 ms");
  }

  @Test
  void aDaemonThatDoesNotStaySavesNobody() {
    Story story = waiting().serving(400, 2).killed(2_099, 2).serving(4_000, 3);
    vacuous(checker, story.reply(2_100, 7, Outcome.NOT_SENT));
  }

  @Test
  void aDaemonThatStaysUntilTheWindowEndsIsEnough() {
    Story story = waiting().serving(400, 2).killed(2_100, 2).serving(4_000, 3);
    broken(checker, story.reply(2_150, 7, Outcome.NOT_SENT), 7, "generation 2");
  }

  @Test
  void aDaemonThatTheHarnessStopsAtTheEndStayed() {
    Story story = waiting().reply(112, 7, Outcome.NOT_SENT).serving(400, 2);
    broken(checker, story.died(900, 2, 0), 7, "generation 2");
  }

  @Test
  void neverGivenUpWhileADaemonServes() {
    Story story = new Story().serving(0, 1).sent(100, 7).reply(101, 7, Outcome.NOT_SENT);
    broken(checker, story, 7, "served from before it was sent");
  }

  @Test
  void withoutAnOutageItSaysNothing() {
    vacuous(checker, new Story().serving(0, 1).sent(100, 7).result(101, 7, 1));
  }

  @Test
  void whatDiedUnderTheRequestCounts() {
    Story story = new Story().serving(0, 1).sent(100, 7).killed(110, 1).serving(400, 2);
    held(checker, story.reply(120, 7, Outcome.UNKNOWN), 1);
  }

  /// The margin is longer than the window: only who serves already counts.
  @Test
  void aTinyWindow() {
    Story tiny = new Story().window(100).serving(0, 1).killed(50, 1).sent(100, 7);
    vacuous(checker, tiny.serving(101, 2).reply(201, 7, Outcome.NOT_SENT));
    Story served = new Story().window(100).serving(0, 1).sent(100, 7);
    broken(checker, served.reply(201, 7, Outcome.NOT_SENT), 7, "generation 1");
  }

  @Test
  void aBrokenOffHistoryIsInvalid() {
    Story story = waiting().serving(LATEST, 2).reply(2_110, 7, Outcome.NOT_SENT);
    invalid(checker, story.brokenOff(), "breaks off");
  }

  /// Killed and served again, then impaired from 1,000 ms until then.
  private static Story impaired(Fault fault, int until) {
    Story story = waiting().serving(200, 2).disturbed(1_000, 1, fault, 2);
    return story.relieved(until, 1).reply(2_110, 7, Outcome.NOT_SENT);
  }

  @ParameterizedTest
  @EnumSource
  void aDaemonThatCannotServeSavesNobody(Fault fault) {
    if (fault.keepsFromServing()) {
      vacuous(checker, impaired(fault, LATEST + 1));
    } else {
      broken(checker, impaired(fault, LATEST + 1), 7, "served from 100 ms after it was sent");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STOPPED", "NO_DESCRIPTORS", "FULL_BACKLOG", "SOCKET_DELETED"})
  void aDaemonThatCanServeAgainSaves(Fault fault) {
    broken(
        checker,
        impaired(fault, LATEST),
        7,
        "generation 2 served from 1,500 ms after it was sent and stayed: for 500 ms");
  }

  @Test
  void impairedAtTheEndOfTheWindow() {
    Story story = waiting().serving(200, 2).disturbed(2_099, 1, Fault.STOPPED, 2);
    vacuous(checker, story.relieved(2_500, 1).reply(2_110, 7, Outcome.NOT_SENT));
    Story after = waiting().serving(200, 2).disturbed(2_100, 1, Fault.STOPPED, 2);
    broken(checker, after.relieved(2_500, 1).reply(2_110, 7, Outcome.NOT_SENT), 7, "generation 2");
  }

  @Test
  void aStopIsAnOutage() {
    Story story = new Story().serving(0, 1).disturbed(50, 1, Fault.STOPPED, 1).sent(100, 7);
    held(checker, story.relieved(1_000, 1).result(1_010, 7, 1), 1);
  }

  private static Story fullDisk(Action action) {
    Story story = new Story().serving(0, 1).disturbed(50, 1, Fault.FULL_DISK, 1);
    return story.relieved(1_000, 1).sent(100, 7, 0, action, 0);
  }

  @Test
  void onAFullDiskAnEffectMayFail() {
    vacuous(checker, fullDisk(Action.APPEND).reply(101, 7, Outcome.ERROR));
    broken(checker, fullDisk(Action.READ).reply(101, 7, Outcome.ERROR), 7, "got an error");
    broken(checker, fullDisk(Action.APPEND).reply(101, 7, Outcome.NOT_SENT), 7, "was given up");
    Story after = fullDisk(Action.APPEND).result(110, 7, 1).sent(1_001, 8);
    broken(checker, after.reply(1_002, 8, Outcome.ERROR), 8, "got an error");
  }

  private static Story blocked(Fault fault) {
    return waiting().inTheWay(110, 1, fault).relieved(300, 1).serving(400, 2);
  }

  @Test
  void whatWaitingCannotHealIsNotWaitedFor() {
    vacuous(checker, blocked(Fault.DIRECTORY).reply(120, 7, Outcome.NOT_SENT));
    broken(checker, blocked(Fault.DIRECTORY).reply(120, 7, Outcome.ERROR), 7, "got an error");
    broken(checker, blocked(Fault.DIRECTORY).reply(109, 7, Outcome.NOT_SENT), 7, "given up");
    broken(checker, blocked(Fault.DIRECTORY).reply(801, 7, Outcome.NOT_SENT), 7, "given up");
    broken(checker, blocked(Fault.DANGLING_LINK).reply(120, 7, Outcome.NOT_SENT), 7, "given up");
  }

  /// Proxy 0 is stopped from 1,200 ms; the daemon is there from 1,000 ms on.
  private static Story stoppedProxy(int until) {
    Story story = waiting().proxies(2).disturbedProxy(1_200, 1, Fault.PROXY_STOPPED, 0);
    return story.relieved(until, 1).serving(1_000, 2);
  }

  /// It has 200 ms before it was stopped and needs 300 ms after it.
  @Test
  void aProxyThatWasStoppedNeedsItsMarginAllTheSame() {
    broken(checker, stoppedProxy(1_800).reply(2_200, 7, Outcome.NOT_SENT), 7, "generation 2");
    vacuous(checker, stoppedProxy(1_801).reply(2_200, 7, Outcome.NOT_SENT));
    vacuous(checker, stoppedProxy(5_000).reply(5_001, 7, Outcome.NOT_SENT));
  }

  @Test
  void anothersStopIsNoExcuse() {
    Story story = stoppedProxy(5_000).sent(100, 8, 1, Action.APPEND, 0).result(1_010, 7, 1);
    broken(checker, story.reply(2_110, 8, Outcome.NOT_SENT), 8, "generation 2");
  }

  @Test
  void stoppedForTheWholeWindow() {
    Story story = new Story().serving(0, 1).disturbedProxy(50, 1, Fault.PROXY_STOPPED, 0);
    vacuous(checker, story.relieved(5_000, 1).sent(100, 7).reply(5_001, 7, Outcome.NOT_SENT));
  }

  @Test
  void whoeverCancelsMayBeToldSo() {
    Story story = new Story().serving(0, 1).killed(50, 1).sent(100, 7).serving(200, 2);
    vacuous(checker, story.cancelled(150, 7).reply(160, 7, Outcome.ERROR));
  }

  private static Story journaled() {
    return new Story()
        .delivery("exactly-once")
        .serving(0, 1)
        .sent(100, 7)
        .killed(150, 1)
        .serving(400, 2);
  }

  @Test
  void whereThereIsAJournalNobodyNeedsToDoubt() {
    broken(
        checker,
        journaled().rows(7, 1L).reply(600, 7, Outcome.UNKNOWN),
        7,
        "was told unknown, though there is a journal");
    held(checker, journaled().result(600, 7, 1), 1);
  }

  @Test
  void whatOutlivedTwoGenerationsMayBeWhatEndsThem() {
    Story twice = journaled().killed(500, 2).serving(700, 3).reply(900, 7, Outcome.UNKNOWN);
    held(checker, twice, 1);
  }

  /// It is in the journal with its result: only the proxy may lose patience, at the third loss.
  @Test
  void whatWasCommittedIsKnownHoweverManyGenerationsDied() {
    Story twice =
        journaled().rows(7, 1L).killed(500, 2).serving(700, 3).reply(900, 7, Outcome.UNKNOWN);
    broken(checker, twice, 7, "was told unknown, though there is a journal");
    Story thrice =
        journaled()
            .rows(7, 1L)
            .killed(500, 2)
            .serving(700, 3)
            .killed(750, 3)
            .serving(800, 4)
            .reply(900, 7, Outcome.UNKNOWN);
    held(checker, thrice, 1);
  }

  @Test
  void whoMeetsWhatWaitingCannotHealGivesUpAtOnce() {
    Story story =
        new Story()
            .delivery("exactly-once")
            .serving(0, 1)
            .sent(100, 7)
            .killed(150, 1)
            .inTheWay(160, 1, Fault.REGULAR_FILE)
            .reply(200, 7, Outcome.UNKNOWN)
            .relieved(300, 1, true, true)
            .serving(400, 2)
            .rows(7, 1L);
    vacuous(checker, story);
  }
}
