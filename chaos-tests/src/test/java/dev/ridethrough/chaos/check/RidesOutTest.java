package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.invalid;
import static dev.ridethrough.chaos.check.Verdicts.vacuous;

import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import org.junit.jupiter.api.Test;

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
}
