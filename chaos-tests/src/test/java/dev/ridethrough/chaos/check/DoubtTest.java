package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Journaled;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.machine.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who has a journal need not doubt, but for what can't be repeated and was cut short.
class DoubtTest {
  private static Story lost(Action action) {
    return new Story()
        .delivery("exactly-once")
        .world("sim")
        .serving(0, 1)
        .sent(100, 7, 0, action, 0);
  }

  private static Story caught(Story story, int at, int generation, Journaled journaled) {
    return story.event(
        new Event.Caught(at * 1_000L, generation, 7, Phase.EXECUTE, Operation.COMMIT, journaled));
  }

  /// Generation 1 dies at 110 ms, generation 2 serves at 400.
  private static Story died(Action action, Journaled journaled) {
    return caught(lost(action), 110, 1, journaled).killed(110, 1).serving(400, 2);
  }

  private static Excuse excuse(Story story) {
    return Doubt.of(Run.of(story.tell())).getFirst().excuse();
  }

  private static Story unknown(Story story) {
    return story.reply(410, 7, Outcome.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "SLOW_APPEND", "ENSURE", "ECHO", "READ"})
  void whatIsCommittedWithItsCompletionOrMayBeRepeatedLeavesNone(Action action) {
    Story story = unknown(died(action, Journaled.STARTED));
    assertThat(excuse(story)).isEqualTo(Excuse.NONE);
    broken(new RidesOut(), story, 7, "was told unknown, though there is a journal");
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTED", "EFFECT"})
  void whatCannotBeRepeatedLeavesSomeBetweenStartAndCompletion(Journaled journaled) {
    assertThat(excuse(unknown(died(Action.DIRECT_APPEND, journaled)))).isEqualTo(Excuse.CUT_SHORT);
  }

  @ParameterizedTest
  @EnumSource(names = {"NOTHING", "COMPLETED"})
  void andNoneBeforeOrAfterwards(Journaled journaled) {
    Story story = unknown(died(Action.DIRECT_APPEND, journaled));
    assertThat(excuse(story)).isEqualTo(Excuse.NONE);
    broken(new RidesOut(), story, 7, "(direct append, proxy 0) was told unknown");
  }

  /// The completion is recorded before the reply is written.
  @Test
  void whoseDaemonWasAboutToReplyHasAResult() {
    Event caught = new Event.Caught(110_000, 1, 7, Phase.REPLY, Operation.WRITE, Journaled.EFFECT);
    Story story = lost(Action.DIRECT_APPEND).event(caught).killed(110, 1).serving(400, 2);
    assertThat(excuse(unknown(story))).isEqualTo(Excuse.NONE);
    Story full = lost(Action.DIRECT_APPEND).disturbed(101, 1, Fault.FULL_DISK, 1).event(caught);
    full.relieved(110, 1).killed(110, 1).serving(400, 2);
    assertThat(excuse(unknown(full))).isEqualTo(Excuse.CUT_SHORT);
  }

  @Test
  void whereNobodySeesWhatADaemonHasADeathIsEnough() {
    Story story = died(Action.DIRECT_APPEND, Journaled.NOTHING).world("process");
    assertThat(excuse(unknown(story))).isEqualTo(Excuse.CUT_SHORT);
  }

  @Test
  void whatTwoHadStartedMayBeWhatEndsThem() {
    Story once = died(Action.APPEND, Journaled.STARTED).killed(500, 2).serving(600, 3);
    assertThat(excuse(once.reply(610, 7, Outcome.UNKNOWN))).isEqualTo(Excuse.NONE);
    Story before = died(Action.APPEND, Journaled.STARTED);
    caught(before, 500, 2, Journaled.STARTED_BEFORE).killed(500, 2).serving(600, 3);
    assertThat(excuse(before.reply(610, 7, Outcome.UNKNOWN))).isEqualTo(Excuse.NONE);
    Story twice = died(Action.APPEND, Journaled.STARTED);
    caught(twice, 500, 2, Journaled.STARTED_AGAIN).killed(500, 2).serving(600, 3);
    assertThat(excuse(twice.reply(610, 7, Outcome.UNKNOWN))).isEqualTo(Excuse.FATAL);
  }

  @Test
  void withoutADaemonInTimeNobodyCanTell() {
    Story story = caught(lost(Action.APPEND), 110, 1, Journaled.STARTED).killed(110, 1);
    Story late = story.serving(100 + Story.WINDOW, 2);
    assertThat(excuse(late.reply(100 + Story.WINDOW, 7, Outcome.UNKNOWN)))
        .isEqualTo(Excuse.OUTLASTED);
  }

  @Test
  void whoIsToldAtOnceHasAReason() {
    Story story = caught(lost(Action.APPEND), 110, 1, Journaled.STARTED).killed(110, 1);
    Story blocked = story.inTheWay(120, 1, Fault.REGULAR_FILE).reply(130, 7, Outcome.UNKNOWN);
    assertThat(excuse(blocked.relieved(300, 1).serving(400, 2))).isEqualTo(Excuse.PERMANENT);
  }

  @Test
  void whoSendsOnceDoubtsEachLoss() {
    Story story = unknown(died(Action.APPEND, Journaled.COMPLETED)).delivery("at-most-once");
    assertThat(excuse(story)).isEqualTo(Excuse.LOST);
  }
}
