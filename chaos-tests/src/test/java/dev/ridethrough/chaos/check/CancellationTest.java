package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.vacuous;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What promise 6 says of what was cancelled while it waited.
class CancellationTest {
  private static final int CANCELLED = 100;

  private final Checker checker = new OwnAnswer();

  /// Dead at 52 ms, sent at 60 ms, cancelled at 100 ms.
  private static Story outage() {
    return new Story().serving(0, 1).killed(50, 1).sent(60, 7).cancelled(CANCELLED, 7);
  }

  private static Story back(int started, int served) {
    return outage().started(started, 2).served(served, 2);
  }

  /// Late enough for the cancellation to be read before.
  private static Story late() {
    return back(650, 900);
  }

  @Test
  void nothingIsLeft() {
    held(checker, late(), 1);
    held(checker, late().reply(110, 7, Outcome.ERROR), 1);
  }

  @Test
  void aRowIsLeft() {
    broken(
        checker,
        late().rows(7, 3L),
        7,
        "cancelled after 40 ms, before any daemon can have had it, but left row 3");
  }

  @Test
  void aResultIsProofToo() {
    Story story = new Story().serving(0, 1).killed(50, 1).sent(60, 7, 0, Action.ECHO, 0);
    story.cancelled(CANCELLED, 7).serving(900, 2);
    broken(checker, story.result(910, 7, "t-7"), 7, "but got a result");
  }

  @Test
  void soIsProgress() {
    broken(checker, late().progressed(910, 7), 7, "but was told progress");
  }

  @Test
  void whatWasAnsweredFirstWasNotCancelled() {
    Story story = new Story().serving(0, 1).sent(10, 7).result(20, 7, 1).cancelled(30, 7);
    vacuous(checker, story);
    vacuous(checker, late().reply(90, 7, Outcome.NOT_SENT));
  }

  @Test
  void whatADaemonHadMayBeExecuted() {
    Story story = new Story().serving(0, 1).sent(40, 7).killed(50, 1).cancelled(CANCELLED, 7);
    vacuous(checker, story.serving(900, 2).rows(7, 3L));
  }

  /// In sim nothing takes time that nobody waits for.
  @ParameterizedTest
  @CsvSource({"hand, 500", "sim, 50"})
  void aDaemonThatComesBeforeTheCancellationWasReadMayExecuteIt(String world, int millis) {
    int read = CANCELLED + millis;
    vacuous(checker, back(read, read).world(world).rows(7, 3L));
    broken(checker, back(read + 1, read + 1).world(world).rows(7, 3L), 7, "left row 3");
  }

  /// Others may be greeted a little earlier than the harness, but not before it loads.
  @Test
  void whoStartsHasNotServedYet() {
    vacuous(checker, back(150, CANCELLED + 600).rows(7, 3L));
    broken(checker, back(150, CANCELLED + 601).rows(7, 3L), 7, "left row 3");
  }

  @Test
  void oneThatWasNeverSeenToServeMayHaveGreetedSomebody() {
    vacuous(checker, outage().started(150, 2).killed(700, 2).serving(900, 3).rows(7, 3L));
  }

  @Test
  void oneThatDrainsMayStillHaveIt() {
    Story story = new Story().serving(0, 1).terminated(50, 80, 1).sent(60, 7);
    vacuous(checker, story.cancelled(CANCELLED, 7).serving(900, 2).rows(7, 3L));
  }

  @ParameterizedTest
  @EnumSource(names = {"PROXY_STOPPED", "OUTPUT_UNREAD", "SUSPENDED", "PROXY_TERMINATED"})
  void aProxyThatIsStruckReadsNothing(Fault fault) {
    Story story = late().rows(7, 3L).disturbedProxy(90, 1, fault, 0).relieved(700, 1);
    vacuous(checker, story);
  }

  @Test
  void aProxyThatStillStartsReadsNothing() {
    Story story = new Story().serving(0, 1).killed(50, 1).proxyStarted(55, 1);
    story.sent(60, 7, 1, Action.APPEND, 0).cancelled(CANCELLED, 7).serving(900, 2);
    vacuous(checker, story.rows(7, 3L));
  }

  @Test
  void aHarnessThatStoodStillMayHaveWrittenItLate() {
    vacuous(checker, late().rows(7, 3L).event(new Event.Stalled(590_000, 300)));
    broken(checker, late().rows(7, 3L).event(new Event.Stalled(590_000, 200)), 7, "left row 3");
  }

  /// It may have seen the daemon late.
  @Test
  void aHarnessThatStoodStillWhileTheDaemonStarted() {
    Story story = back(150, 900).rows(7, 3L);
    vacuous(checker, story.event(new Event.Stalled(890_000, 280)));
  }
}
