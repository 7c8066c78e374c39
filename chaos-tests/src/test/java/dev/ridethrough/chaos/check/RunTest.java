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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunTest {
  private static Run run(Story story) {
    return Run.of(story.tell());
  }

  private static Span span(int from, int to) {
    return new Span(from * 1_000L, to * 1_000L);
  }

  private static List<Span> serving(Story story) {
    return run(story).generations().getFirst().servingSpans();
  }

  private static Story disturbed(Fault fault) {
    Story story = new Story().serving(10, 1).disturbed(20, 1, fault, 1).relieved(50, 1);
    return story.killed(90, 1);
  }

  @ParameterizedTest
  @EnumSource
  void servingIsCutByWhatKeepsFromIt(Fault fault) {
    if (fault.keepsFromServing()) {
      assertThat(serving(disturbed(fault))).containsExactly(span(10, 20), span(50, 90));
      assertThat(run(disturbed(fault)).outages())
          .containsExactly(span(0, 10), span(20, 50), span(90, 92));
    } else {
      assertThat(serving(disturbed(fault))).containsExactly(span(10, 90));
    }
  }

  @Test
  void anothersImpairmentCutsNothing() {
    Story story = new Story().serving(10, 1).disturbed(20, 1, Fault.STOPPED, 2).killed(90, 1);
    assertThat(serving(story.started(15, 2))).containsExactly(span(10, 90));
  }

  @Test
  void whatIsNeverOverLastsToTheDeath() {
    Story story = new Story().serving(10, 1).disturbed(20, 1, Fault.STOPPED, 1).killed(90, 1);
    assertThat(serving(story)).containsExactly(span(10, 20));
    assertThat(run(story).impairments().getFirst().span()).isEqualTo(span(20, 92));
    Story late = new Story().serving(10, 1).disturbed(20, 1, Fault.STOPPED, 1).killed(90, 1);
    assertThat(run(late.relieved(200, 1)).impairments().getFirst().span()).isEqualTo(span(20, 92));
  }

  @Test
  void aProxysImpairmentLastsToItsExit() {
    Story story = new Story().disturbedProxy(20, 1, Fault.PROXY_STOPPED, 0);
    story.proxyExited(90, 0, 137).relieved(200, 1);
    assertThat(run(story).impairments().getFirst().span()).isEqualTo(span(20, 90));
  }

  /// The proxies stand still though the daemon has died.
  @Test
  void whoeverIsSuspendedStaysSo() {
    Story story = new Story().serving(10, 1).disturbed(20, 1, Fault.SUSPENDED, 1).killed(90, 1);
    assertThat(run(story.relieved(200, 1)).heldUp(0)).containsExactly(span(20, 200));
  }

  @Test
  void heldUpIsWhoIsMeant() {
    Story story = new Story().proxies(2).serving(0, 1);
    story.disturbedProxy(10, 1, Fault.PROXY_STOPPED, 0).relieved(20, 1);
    story.disturbedProxy(30, 2, Fault.OUTPUT_UNREAD, 1).relieved(40, 2);
    story.disturbedProxy(50, 3, Fault.PROXY_TERMINATED, 0).relieved(60, 3);
    story.disturbed(70, 4, Fault.STOPPED, 1).relieved(80, 4);
    assertThat(run(story).heldUp(0)).containsExactly(span(10, 20));
    assertThat(run(story).heldUp(1)).containsExactly(span(30, 40));
  }

  private static boolean excused(Story story) {
    return run(story).lives().getFirst().excused();
  }

  private static Story ended(Fault fault, int at) {
    return new Story()
        .proxies(2)
        .serving(0, 1)
        .sent(100, 7)
        .disturbedProxy(at, 1, fault, 0)
        .proxyExited(at + 10, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"PROXY_KILLED", "EDITOR_KILLED"})
  void whatWasInFlightInAProxyThatWasKilledIsExcused(Fault fault) {
    assertThat(excused(ended(fault, 900))).isTrue();
    assertThat(run(ended(fault, 900)).lives().getFirst().span()).isEqualTo(span(100, 900));
    assertThat(excused(ended(fault, 90))).isTrue();
    assertThat(run(ended(fault, 90)).lives().getFirst().span()).isEqualTo(span(100, 100));
  }

  @Test
  void whatWasAnsweredNeedsNoExcuse() {
    assertThat(excused(ended(Fault.PROXY_KILLED, 900).result(200, 7, 1))).isFalse();
    assertThat(excused(ended(Fault.PROXY_KILLED, 900).result(901, 7, 1))).isFalse();
  }

  @Test
  void anothersEndIsNoExcuse() {
    Story story = new Story().proxies(2).sent(100, 7, 1, Action.APPEND, 0);
    assertThat(excused(story.disturbedProxy(200, 1, Fault.PROXY_KILLED, 0))).isFalse();
    Story held = new Story().sent(100, 7).disturbedProxy(200, 1, Fault.PROXY_STOPPED, 0);
    assertThat(excused(held)).isFalse();
  }

  /// It answers what it had taken; what lay in its pipe nobody has read.
  @Test
  void aProxyThatIsToldToTerminateOwesAnswers() {
    assertThat(excused(ended(Fault.PROXY_TERMINATED, 99))).isTrue();
    assertThat(excused(ended(Fault.PROXY_TERMINATED, 99).rows(7, 1L))).isTrue();
    assertThat(excused(ended(Fault.PROXY_TERMINATED, 149))).isTrue();
    assertThat(excused(ended(Fault.PROXY_TERMINATED, 150))).isFalse();
    assertThat(excused(ended(Fault.PROXY_TERMINATED, 149).rows(7, 1L))).isFalse();
    Story progressed = ended(Fault.PROXY_TERMINATED, 149);
    assertThat(excused(progressed.event(new Event.Progressed(120_000, 7)))).isFalse();
  }

  @Test
  void whatIsExcusedFeltNoOutage() {
    Story story = ended(Fault.PROXY_KILLED, 900).killed(200, 1).serving(2_000, 2);
    Run run = run(story);
    assertThat(run.overlappedOutage(run.lives().getFirst())).isFalse();
    Run answered = run(ended(Fault.PROXY_KILLED, 900).killed(200, 1).result(800, 7, 1));
    assertThat(answered.overlappedOutage(answered.lives().getFirst())).isTrue();
  }

  private static Story failed(int at, Outcome outcome) {
    Story story = new Story().serving(0, 1).killed(50, 1).inTheWay(100, 1, Fault.REGULAR_FILE);
    return story.relieved(900, 1).sent(60, 7).reply(at, 7, outcome);
  }

  private static boolean failedFast(Story story) {
    Run run = run(story);
    return run.failedFast(run.lives().getFirst());
  }

  @Test
  void onlyNotSentWhileItLayThereFailedFast() {
    assertThat(failedFast(failed(200, Outcome.NOT_SENT))).isTrue();
    assertThat(failedFast(failed(1_400, Outcome.NOT_SENT))).isTrue();
    assertThat(failedFast(failed(1_401, Outcome.NOT_SENT))).isFalse();
    assertThat(failedFast(failed(99, Outcome.NOT_SENT))).isFalse();
    assertThat(failedFast(failed(200, Outcome.ERROR))).isFalse();
    Story other = new Story().inTheWay(100, 1, Fault.STALE_SOCKET).sent(110, 7);
    assertThat(failedFast(other.reply(120, 7, Outcome.NOT_SENT))).isFalse();
  }

  /// What it holds it may yet execute.
  @Test
  void aDaemonThatIsStoppedForEverLeavesADoubt() {
    Story stopped = new Story().serving(0, 1).disturbed(20, 1, Fault.STOPPED, 1);
    assertThat(run(stopped).doubt()).contains("generation 1 was stopped and never continued");
    assertThat(run(stopped.died(90, 1, 137)).doubt()).isNull();
    Story continued = new Story().serving(0, 1).disturbed(20, 1, Fault.STOPPED, 1);
    assertThat(run(continued.relieved(30, 1)).doubt()).isNull();
    Story deleted = new Story().serving(0, 1).disturbed(20, 1, Fault.SOCKET_DELETED, 1);
    assertThat(run(deleted).doubt()).isNull();
  }

  @Test
  void stayedOnlyInItsLastSpan() {
    Story story = new Story().serving(10, 1).disturbed(20, 1, Fault.STOPPED, 1).relieved(50, 1);
    Generation generation = run(story).generations().getFirst();
    assertThat(generation.servingSpans().stream().map(generation::stayed))
        .containsExactly(false, true);
    Generation struck = run(story.struck(90, 1, Signal.SIGKILL)).generations().getFirst();
    assertThat(struck.servingSpans().stream().map(struck::stayed)).containsExactly(false, false);
  }
}
