package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.invalid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What promise 8 says of how a daemon goes.
class DepartureTest {
  private static final int STRUCK = 1_000;

  private final Checker checker = new PlannedIsInvisible();

  /// SIGTERM at 1,000 ms, with a request in flight.
  private static Story leaving(int diedAt) {
    Story story = new Story().serving(0, 1).sent(900, 7, 0, Action.SLOW_APPEND, 1_500);
    return story.result(2_450, 7, 1).terminated(STRUCK, diedAt, 1).serving(diedAt + 500, 2);
  }

  private static Story drained() {
    return leaving(2_500);
  }

  @ParameterizedTest
  @CsvSource({"hand, 500", "container, 500", "sim, 50"})
  void itLeavesItsPathFirst(String world, int limit) {
    held(checker, drained().world(world).pathGone(STRUCK + limit, 1), 1);
    broken(
        checker,
        drained().world(world).pathGone(STRUCK + limit + 1, 1),
        -1,
        "its socket was at the path for another " + (limit + 1) + " ms");
  }

  @Test
  void itIsSeenToDieAtLast() {
    Story story = drained().pathGone(2_500, 1);
    broken(checker, story, -1, "generation 1 got SIGTERM and its socket was at the path");
  }

  /// Another generation's path was looked at.
  @Test
  void itNeverLeft() {
    Story story = drained().struck(3_500, 2, Signal.SIGTERM).pathGone(3_510, 2);
    broken(checker, story.died(3_600, 2, 0), -1, "its socket was still at the path when it died");
  }

  @Test
  void whoDiesAtOnceNeedNotLeave() {
    Story story = new Story().serving(0, 1).sent(990, 7).result(1_020, 7, 1);
    held(checker, story.terminated(STRUCK, STRUCK + 500, 1).pathGone(STRUCK + 501, 1), 1);
  }

  @Test
  void olderHistoriesTellNothingOfPaths() {
    held(checker, drained(), 1);
  }

  @Test
  void struckWhileItStartedItMayHaveNoPath() {
    Story story = drained().started(3_100, 3).terminated(3_200, 3_900, 3).pathGone(3_900, 3);
    held(checker, story.pathGone(1_010, 1), 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"STOPPED", "SOCKET_DELETED", "NO_DESCRIPTORS"})
  void whatKeepsItFromServingMayKeepItFromLeaving(Fault fault) {
    Story story = drained().sent(950, 8).result(990, 8, 2).sent(3_050, 9).result(3_060, 9, 3);
    story.disturbed(960, 1, fault, 1).relieved(1_100, 1).pathGone(2_000, 1);
    assertThat(checker.judge(story.tell())).isNotInstanceOf(Verdict.Broken.class);
  }

  @Test
  void aHarnessThatStoodStillCannotTell() {
    Story story = drained().pathGone(STRUCK + 501, 1).event(new Event.Stalled(1_400_000, 300));
    invalid(checker, story, "generation 1 left late");
  }

  @ParameterizedTest
  @CsvSource({"hand, 8500", "sim, 6050"})
  void itsDrainEnds(String world, int limit) {
    Story story = new Story().world(world).serving(0, 1).sent(990, 7).result(1_020, 7, 1);
    held(checker, story.terminated(STRUCK, STRUCK + limit, 1), 1);
    Story late = new Story().world(world).serving(0, 1).sent(990, 7).result(1_020, 7, 1);
    broken(
        checker,
        late.terminated(STRUCK, STRUCK + limit + 1, 1),
        -1,
        "exited only after "
            + String.format(Locale.ROOT, "%,d", limit + 1)
            + " ms, allowed are "
            + limit);
  }

  /// It was cancelled, but runs on, for longer than the drain.
  @Test
  void whatWasCancelledMayBeCutAllTheSame() {
    Story story = new Story().serving(0, 1).sent(900, 7, 0, Action.SLOW_APPEND, 9_000);
    story.cancelled(950, 7).sent(990, 8).result(1_010, 8, 1).struck(STRUCK, 1, Signal.SIGTERM);
    held(checker, story.died(5_010, 1, 1).serving(6_000, 2), 1);
  }
}
