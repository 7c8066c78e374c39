package dev.ridethrough.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When a promise was broken, as its witness says.
class WitnessTimeTest {
  private static Witness witness(Promise promise, Story story) {
    Verdict verdict = Judge.judge(story.tell()).verdict(promise);
    assertThat(verdict).isInstanceOf(Verdict.Broken.class);
    return ((Verdict.Broken) verdict).witnesses().getFirst();
  }

  private static double millis(Promise promise, Story story) {
    return witness(promise, story).at() / 1_000.0;
  }

  /// Sent to generation 1, which is killed; generation 2 comes back.
  private static Story killed() {
    return new Story().serving(0, 1).sent(10, 7).killed(20, 1).serving(500, 2);
  }

  @Test
  void aDuplicateIsThereByTheReplyThatNamesAnotherRow() {
    Story told = killed().result(600, 7, 1).result(700, 7, 2).reply(800, 7, Outcome.UNKNOWN);
    assertThat(millis(Promise.NO_DUPLICATE, told.rows(7, 1L, 2L))).isEqualTo(700);
    Story untold = killed().reply(600, 7, Outcome.UNKNOWN).rows(7, 1L, 2L);
    assertThat(millis(Promise.NO_DUPLICATE, untold)).isEqualTo(600);
    assertThat(witness(Promise.NO_DUPLICATE, killed().rows(7, 1L, 2L)).at()).isEqualTo(-1);
    Event foreign = new Event.Effects(900_000, -1, "x", List.of(9L), List.of("k"));
    assertThat(witness(Promise.NO_DUPLICATE, killed().result(600, 7, 1).event(foreign)).at())
        .isEqualTo(-1);
  }

  @Test
  void aKeyOfTwoRequestsShowsWhenTheSecondIsAnswered() {
    Story story = killed().sent(11, 8).result(600, 7, 1).result(610, 8, 2);
    assertThat(millis(Promise.NO_DUPLICATE, story.keys(7, "k").keys(8, "k"))).isEqualTo(610);
  }

  @Test
  void aReplyThatNeverComesIsMissedWhenItIsDue() {
    Story story = new Story().serving(0, 1).killed(5, 1).sent(10, 7).serving(8_000, 2);
    assertThat(millis(Promise.FINISHES, story)).isEqualTo(10 + Story.WINDOW + 500);
    Story soon = new Story().serving(0, 1).killed(5, 1).sent(10, 7).serving(800, 2);
    assertThat(millis(Promise.FINISHES, soon)).isEqualTo(800);
  }

  @Test
  void aLateOneToo() {
    Story story =
        new Story().serving(0, 1).killed(5, 1).sent(10, 7).reply(9_000, 7, Outcome.NOT_SENT);
    assertThat(millis(Promise.FINISHES, story)).isEqualTo(10 + Story.WINDOW + 500);
  }

  @Test
  void ofTwoRepliesTheSecond() {
    Story story = killed().result(600, 7, 1).result(650, 7, 1);
    assertThat(millis(Promise.FINISHES, story)).isEqualTo(650);
    assertThat(millis(Promise.OWN_ANSWER, story)).isEqualTo(650);
  }

  @Test
  void theReplyThatGaveUpOrLied() {
    Story story = killed().reply(900, 7, Outcome.NOT_SENT).rows(7, 1L);
    assertThat(millis(Promise.RIDES_OUT, story)).isEqualTo(900);
    assertThat(millis(Promise.TELLS_THE_TRUTH, story)).isEqualTo(900);
  }

  @Test
  void whatDoesNotFailFastIsLateWhenItIsDue() {
    Story story = new Story().serving(0, 1).killed(5, 1).inTheWay(10, 1, Fault.REGULAR_FILE);
    story.sent(100, 7).reply(1_900, 7, Outcome.NOT_SENT, Story.SOCKET).relieved(1_950, 1);
    assertThat(millis(Promise.FAILS_FAST, story)).isEqualTo(600);
  }

  @Test
  void progressAfterTheReplyAndAnAnswerToNobody() {
    Story story = killed().result(600, 7, 1).progressed(620, 7);
    assertThat(millis(Promise.OWN_ANSWER, story)).isEqualTo(620);
    Story stray = killed().result(600, 7, 1).event(new Event.StrayLine(630_000, 0, "x"));
    assertThat(witness(Promise.OWN_ANSWER, stray))
        .extracting(Witness::at, Witness::proxy)
        .containsExactly(630_000L, 0);
  }

  @Test
  void theGreetingOfASecondDaemonAndTheDeathThatNobodyBrought() {
    Story two = new Story().serving(0, 1).struck(100, 1, Signal.SIGTERM).serving(300, 2);
    assertThat(millis(Promise.ONE_DAEMON, two.died(900, 1, 0))).isEqualTo(300);
    Story unstruck = new Story().serving(0, 1).event(new Event.DaemonDied(90_000, 1, 1, false));
    assertThat(millis(Promise.ONE_DAEMON, unstruck.sent(95, 7))).isEqualTo(90);
  }

  @Test
  void theEndOfWhoMustNotServe() {
    Story story = new Story().serving(0, 1).contender(100, 1, 1, Fault.SECOND_DAEMON);
    assertThat(millis(Promise.ONE_DAEMON, story.contenderEnded(200, 1, 69, true, "pid 1001")))
        .isEqualTo(200);
  }

  @Test
  void theUnknownOfAPlannedRestartAndTheDaemonThatDoesNotGo() {
    Story story = new Story().serving(0, 1).sent(10, 7, 0, Action.APPEND, 0);
    story.terminated(20, 40, 1).reply(45, 7, Outcome.UNKNOWN).serving(60, 2);
    assertThat(millis(Promise.PLANNED_IS_INVISIBLE, story)).isEqualTo(45);
    Story slow = new Story().serving(0, 1).terminated(20, 20_000, 1).serving(20_100, 2);
    assertThat(millis(Promise.PLANNED_IS_INVISIBLE, slow))
        .isEqualTo(20 + Story.DRAIN + 2_000 + 2_500);
  }

  @Test
  void theExitOfAProxy() {
    Story story = new Story().open().serving(0, 1).sent(10, 7).result(20, 7, 1).killed(50, 1);
    assertThat(witness(Promise.OUTLIVES_THE_DAEMON, story.proxyExited(60, 0, 2).serving(70, 2)))
        .extracting(Witness::at, Witness::proxy, Witness::request)
        .containsExactly(60_000L, 0, -1);
  }
}
