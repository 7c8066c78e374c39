package dev.ridethrough.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import org.junit.jupiter.api.Test;

/// A request that got no result has one excuse, or none.
class ExcuseTest {
  private static Story lost(String delivery) {
    return new Story().delivery(delivery).serving(0, 1).sent(100, 7).killed(150, 1);
  }

  private static void excused(Excuse expected, Story story) {
    Run run = Run.of(story.tell());
    assertThat(Excuse.of(run, run.lives().getFirst())).contains(expected);
  }

  @Test
  void aResultNeedsNone() {
    Run run = Run.of(lost("exactly-once").serving(200, 2).result(300, 7, 1).tell());
    assertThat(Excuse.of(run, run.lives().getFirst())).isEmpty();
  }

  /// Promise 2 is about that.
  @Test
  void whatWasNeverAnsweredHasNone() {
    Run run = Run.of(lost("exactly-once").serving(200, 2).tell());
    assertThat(Excuse.of(run, run.lives().getFirst())).isEmpty();
  }

  @Test
  void whoSendsOnceMayLoseIt() {
    Story served = lost("at-most-once").reply(160, 7, Outcome.UNKNOWN).serving(200, 2);
    excused(Excuse.LOST, served);
    Story alive = new Story().serving(0, 1).sent(100, 7).reply(160, 7, Outcome.UNKNOWN);
    excused(Excuse.NONE, alive);
  }

  @Test
  void whereThereIsAJournalADeathIsNoExcuse() {
    excused(Excuse.NONE, lost("exactly-once").serving(200, 2).reply(300, 7, Outcome.UNKNOWN));
    excused(Excuse.NONE, lost("exactly-once").serving(200, 2).reply(300, 7, Outcome.NOT_SENT));
    excused(Excuse.NONE, lost("exactly-once").serving(200, 2).reply(300, 7, Outcome.ERROR));
  }

  @Test
  void anOutageThatOutlastsTheWindow() {
    int end = 100 + Story.WINDOW;
    excused(Excuse.OUTLASTED, lost("exactly-once").reply(end, 7, Outcome.UNKNOWN));
    excused(Excuse.OUTLASTED, lost("at-most-once").reply(end, 7, Outcome.NOT_SENT));
  }

  @Test
  void whoGivesUpEarlierHasNoExcuse() {
    int early = 100 + Story.WINDOW - 600;
    excused(Excuse.NONE, lost("exactly-once").reply(early, 7, Outcome.UNKNOWN));
  }

  /// While a daemon works on a request nothing of its window is charged.
  @Test
  void whoGivesUpEarlierThanItsWaitingAloneTookHasNoExcuse() {
    excused(Excuse.NONE, workedOn(700).reply(100 + Story.WINDOW, 7, Outcome.UNKNOWN));
    excused(Excuse.OUTLASTED, workedOn(700).reply(900 + Story.WINDOW, 7, Outcome.UNKNOWN));
    excused(Excuse.OUTLASTED, workedOn(100).reply(100 + Story.WINDOW, 7, Outcome.UNKNOWN));
  }

  /// Killed when it had told its progress for so long.
  private static Story workedOn(int millis) {
    Story story =
        new Story()
            .delivery("exactly-once")
            .serving(0, 1)
            .sent(100, 7, 0, Action.SLOW_APPEND, 1_500);
    for (int at = 100; at <= 100 + millis; at += 100) {
      story = story.progressed(at, 7);
    }
    return story.killed(150 + millis, 1);
  }

  @Test
  void twoDeathsMayBeItsDoingAsLongAsNothingCameOfIt() {
    Story twice = lost("exactly-once").serving(200, 2).killed(300, 2).serving(400, 3);
    excused(Excuse.FATAL, twice.reply(500, 7, Outcome.UNKNOWN));
  }

  @Test
  void whatWaitingCannotHeal() {
    Story story =
        lost("exactly-once")
            .inTheWay(160, 1, Fault.REGULAR_FILE)
            .reply(200, 7, Outcome.UNKNOWN)
            .relieved(300, 1, true, true)
            .serving(400, 2);
    excused(Excuse.PERMANENT, story);
  }

  /// With a journal it is sent away until there is room again.
  @Test
  void whoWaitsForRoomOnTheDiskUntilItsWindowEnds() {
    int end = 100 + Story.WINDOW;
    excused(Excuse.FULL_DISK, full(end - 1_200, end));
    excused(Excuse.NONE, full(end - 1_300, end));
    excused(Excuse.NONE, full(end + 1, end - 1_000));
    excused(Excuse.NONE, full(end + 1, end).delivery("at-most-once"));
  }

  private static Story full(int until, int given) {
    return new Story()
        .delivery("exactly-once")
        .serving(0, 1)
        .disturbed(50, 1, Fault.FULL_DISK, 1)
        .sent(100, 7)
        .relieved(until, 1)
        .reply(given, 7, Outcome.NOT_SENT);
  }

  @Test
  void whoeverCancels() {
    Story story = lost("exactly-once").serving(200, 2).cancelled(210, 7);
    excused(Excuse.CANCELLED, story.reply(220, 7, Outcome.UNKNOWN));
  }
}
