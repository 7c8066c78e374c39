package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.invalid;
import static dev.ridethrough.chaos.check.Verdicts.vacuous;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import org.junit.jupiter.api.Test;

class OutlivesTheDaemonTest {
  private final Checker checker = new OutlivesTheDaemon();

  private static Story restarted() {
    return new Story().serving(0, 1).killed(10, 1).serving(20, 2).sent(30, 7).result(40, 7, 1);
  }

  private static Event closed(int millis) {
    return new Event.InputClosed(millis * 1_000L, 0);
  }

  private static Event exited(int millis, int status) {
    return new Event.ProxyExited(millis * 1_000L, 0, status);
  }

  @Test
  void livesOn() {
    held(checker, restarted(), 1);
    held(checker, restarted().proxies(3), 3);
  }

  @Test
  void exitsWhileItsInputIsOpen() {
    broken(checker, restarted().open().event(exited(50, 1)), -1, "status 1 while its input was");
    Story story = restarted().open().event(exited(50, 0)).event(closed(60));
    broken(checker, story, -1, "status 0 while its input was open");
  }

  @Test
  void neverExits() {
    broken(checker, restarted().open().event(closed(50)), -1, "never exited");
  }

  @Test
  void exitsWithAnotherStatus() {
    Story story = restarted().open().event(closed(50)).event(exited(60, 70));
    broken(checker, story, -1, "proxy 0 exited with status 70 instead of 0");
  }

  @Test
  void owesAnAnswer() {
    broken(checker, restarted().sent(45, 8), 8, "proxy 0 ended without answering request 8");
  }

  @Test
  void neverClosedIsTheHarnesssFault() {
    invalid(checker, restarted().open(), "never closed the input of proxy 0");
  }

  @Test
  void withoutADeathItSaysNothing() {
    vacuous(checker, new Story().serving(0, 1).sent(30, 7).result(40, 7, 1));
  }

  @Test
  void aBrokenOffHistoryIsInvalid() {
    invalid(checker, restarted().brokenOff().event(exited(50, 1)), "breaks off");
  }

  /// Window, drain, and two seconds.
  private static final int SOON = Story.WINDOW + Story.DRAIN + 2_000;

  private static Story ended(Fault fault, int exitedAt, int status) {
    Story story = restarted().disturbedProxy(50, 1, fault, 0).proxyExited(exitedAt, 0, status);
    return story.proxyStarted(60, 1);
  }

  @Test
  void aKilledProxyMayExit() {
    held(checker, ended(Fault.PROXY_KILLED, 51, 137), 1);
    held(checker, ended(Fault.PROXY_KILLED, 51, 137).sent(45, 8), 1);
    Story before = restarted().proxyExited(49, 0, 1).open();
    broken(
        checker, before.disturbedProxy(50, 1, Fault.PROXY_KILLED, 0), -1, "while its input was op");
  }

  @Test
  void anothersEndIsNoExcuse() {
    Story story = ended(Fault.PROXY_KILLED, 51, 137).proxyExited(70, 1, 137);
    broken(checker, story, -1, "proxy 1 exited with status 137 while its input was open");
    Story stopped = restarted().open().disturbedProxy(45, 1, Fault.PROXY_STOPPED, 0);
    broken(checker, stopped.event(exited(50, 1)), -1, "while its input was open");
  }

  @Test
  void aTerminatedProxyAnswersAndExits() {
    held(checker, ended(Fault.PROXY_TERMINATED, 50 + SOON, 0), 1);
    broken(
        checker,
        ended(Fault.PROXY_TERMINATED, 51 + SOON, 0),
        -1,
        "proxy 0 exited 8,001 ms after a proxy is told to terminate, allowed are 8,000 ms");
    broken(
        checker, ended(Fault.PROXY_TERMINATED, 51, 1), -1, "status 1 instead of 0 after a proxy");
    Story unanswered = ended(Fault.PROXY_TERMINATED, 52, 0).event(new Event.Progressed(47_000, 8));
    broken(checker, unanswered.sent(45, 8), 8, "proxy 0 ended without answering request 8");
  }

  @Test
  void theProxyOfADeadClientExitsAnyhow() {
    held(checker, ended(Fault.EDITOR_KILLED, 50 + SOON, 1).sent(45, 8), 1);
    broken(checker, ended(Fault.EDITOR_KILLED, 51 + SOON, 1), -1, "proxy 0 exited 8,001 ms after");
  }

  @Test
  void whatIsAskedOfItMayTakeItsTime() {
    Story story = ended(Fault.EDITOR_KILLED, 50 + SOON + 500, 0);
    held(checker, story.sent(45, 8, 0, Action.SLOW_APPEND, Story.DRAIN + 500), 1);
    Story other = ended(Fault.EDITOR_KILLED, 50 + SOON + 500, 0);
    other.sent(65, 8, 1, Action.SLOW_APPEND, Story.DRAIN + 500).result(9_000, 8, 2);
    broken(checker, other, -1, "allowed are 8,000 ms");
  }

  @Test
  void stopsAreGivenTime() {
    Story story = ended(Fault.PROXY_TERMINATED, 50 + SOON + 3_000, 0);
    held(checker, story.disturbed(60, 2, Fault.STOPPED, 2).relieved(4_000, 2), 1);
    Story held = ended(Fault.PROXY_TERMINATED, 50 + SOON + 700, 0);
    held(checker, held.disturbedProxy(100, 2, Fault.PROXY_STOPPED, 0).relieved(800, 2), 1);
  }

  @Test
  void whoeverIsStruckMustExit() {
    Story story = restarted().open().disturbedProxy(50, 1, Fault.EDITOR_KILLED, 0);
    broken(checker, story, -1, "proxy 0 never exited after a client dies");
  }

  @Test
  void aReplacementIsAProxyLikeOthers() {
    Story story = restarted().disturbedProxy(15, 1, Fault.PROXY_KILLED, 0).proxyExited(16, 0, 137);
    story.proxyStarted(16, 1).killed(50, 2).serving(60, 3).result(40, 7, 1);
    held(checker, story.sent(45, 9, 1, Action.APPEND, 0).result(70, 9, 1), 2);
    broken(checker, story.sent(55, 8, 1, Action.APPEND, 0), 8, "proxy 1 ended without answering");
  }

  @Test
  void nobodyHandlesASignalBeforeItIsUp() {
    held(checker, replacementTerminated(561, 143), 1);
    broken(checker, replacementTerminated(561, 1), -1, "proxy 1 exited with status 1 instead of 0");
    broken(checker, replacementTerminated(562, 143), -1, "status 143 instead of 0");
  }

  private static Story replacementTerminated(int at, int status) {
    Story story = restarted().disturbedProxy(50, 1, Fault.PROXY_KILLED, 0).proxyExited(51, 0, 137);
    story.proxyStarted(61, 1).disturbedProxy(at, 3, Fault.PROXY_TERMINATED, 1);
    return story.proxyExited(at + 1, 1, status).killed(600, 2).serving(610, 3);
  }

  @Test
  void whatWasCancelledNeedsNoAnswer() {
    held(
        checker,
        new Story().serving(0, 1).sent(10, 7).cancelled(15, 7).killed(20, 1).serving(50, 2),
        1);
  }
}
