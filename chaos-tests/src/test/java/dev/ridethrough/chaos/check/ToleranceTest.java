package dev.ridethrough.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Judging by another tolerance than that of the history's world.
class ToleranceTest {
  /// A request is answered so long after its window.
  private static History late(int millis) {
    Story story = new Story().world("sim").serving(0, 1).killed(50, 1).sent(100, 7);
    return story.reply(100 + Story.WINDOW + millis, 7, Outcome.NOT_SENT).serving(5_000, 2).tell();
  }

  /// A daemon that is told to terminate stays at its path for so long.
  private static History staying(int millis) {
    Story story = new Story().world("sim").serving(0, 1).sent(900, 7, 0, Action.SLOW_APPEND, 1_500);
    story.result(2_450, 7, 1).terminated(1_000, 2_460, 1).pathGone(1_000 + millis, 1);
    return story.serving(3_000, 2).tell();
  }

  private static List<Integer> broken(History history, Tolerance tolerance) {
    return HistoryVerdict.of(Judge.judge(history, tolerance)).broken();
  }

  @Test
  void whatIsLateInSimMayBeInTimeOnRealProcesses() {
    assertThat(broken(late(51), Tolerance.SIM)).containsExactly(2);
    assertThat(broken(late(51), Tolerance.REAL)).isEmpty();
    assertThat(broken(late(501), Tolerance.REAL)).containsExactly(2);
    assertThat(broken(staying(51), Tolerance.SIM)).containsExactly(8);
    assertThat(broken(staying(51), Tolerance.REAL)).isEmpty();
    assertThat(broken(staying(501), Tolerance.REAL)).containsExactly(8);
  }

  @Test
  void theWorldsOwnUnlessToldOtherwise() {
    assertThat(Judge.judge(late(51))).isEqualTo(Judge.judge(late(51), Tolerance.SIM));
    assertThat(Judge.judge(late(51)).run().tolerance()).isEqualTo(Tolerance.SIM);
  }

  /// What was written 20 ms before its proxy was told to terminate: read by then, or not?
  @Test
  void whatIsExcusedIsSoByTheSameTolerance() {
    Story story = new Story().world("sim").open().serving(0, 1).sent(100, 7);
    story.disturbedProxy(120, 1, Fault.PROXY_TERMINATED, 0).proxyExited(130, 0, 0);
    History history = story.relieved(130, 1).killed(200, 1).serving(300, 2).tell();
    assertThat(broken(history, Tolerance.SIM)).contains(2);
    assertThat(broken(history, Tolerance.REAL)).isEmpty();
  }

  @Test
  void anyLateness() {
    assertThat(broken(late(300), Tolerance.REAL.withMillis(299))).containsExactly(2);
    assertThat(broken(late(300), Tolerance.REAL.withMillis(300))).isEmpty();
    assertThat(broken(staying(300), Tolerance.SIM.withMillis(299))).containsExactly(8);
    assertThat(broken(staying(300), Tolerance.SIM.withMillis(300))).isEmpty();
  }

  /// What meets nothing is in no greater hurry than what meets an outage.
  @Test
  void whoMetNothingIsNotHeldToLess() {
    assertThat(Tolerance.REAL.withMillis(10_000).busyMillis()).isEqualTo(10_000);
    assertThat(Tolerance.REAL.withMillis(100))
        .isEqualTo(new Tolerance(100, 2_500, 1_000, 2_000, 3_000, 1_000, 50, 100, 100));
  }
}
