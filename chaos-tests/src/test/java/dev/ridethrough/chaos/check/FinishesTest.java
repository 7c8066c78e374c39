package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.invalid;
import static dev.ridethrough.chaos.check.Verdicts.vacuous;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.machine.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FinishesTest {
  private static final int LATEST = 100 + Story.WINDOW + 500;

  private final Checker checker = new Finishes();

  /// A request sent at 100 ms into an outage that ends at 5,000 ms.
  private static Story waiting() {
    return new Story().serving(0, 1).killed(50, 1).sent(100, 7).serving(5_000, 2);
  }

  @Test
  void inTime() {
    held(checker, waiting().reply(LATEST, 7, Outcome.NOT_SENT), 1);
  }

  @Test
  void late() {
    broken(
        checker,
        waiting().reply(LATEST + 1, 7, Outcome.NOT_SENT),
        7,
        "after 2,501 ms, allowed are 2,500 ms: window 2000, work 0, tolerance 500");
  }

  @Test
  void workIsNotLate() {
    Story story = new Story().serving(0, 1).killed(50, 1).serving(200, 2);
    held(checker, story.sent(100, 7, 0, Action.SLOW_APPEND, 1_000).result(LATEST + 1_000, 7, 1), 1);
  }

  @Test
  void onlySlowAppendsWork() {
    Story story = new Story().serving(0, 1).killed(50, 1).serving(200, 2);
    broken(checker, story.sent(100, 7, 0, Action.APPEND, 1_000).result(LATEST + 1, 7, 1), 7, "");
  }

  @Test
  void unanswered() {
    broken(checker, waiting(), 7, "never answered; it was sent 4,900 ms before the end");
  }

  @Test
  void answeredTwice() {
    broken(
        checker,
        waiting().reply(200, 7, Outcome.NOT_SENT).reply(300, 7, Outcome.NOT_SENT),
        7,
        "answered 2 times");
  }

  @Test
  void aStallExcusesNobodyButInvalidates() {
    Story story = waiting().reply(LATEST + 1, 7, Outcome.NOT_SENT);
    invalid(checker, story.event(new Event.Stalled(1_000_000, 251)), "stood still for 251 ms");
  }

  @Test
  void aShortStallIsNoExcuse() {
    Story story = waiting().reply(LATEST + 1, 7, Outcome.NOT_SENT);
    broken(checker, story.event(new Event.Stalled(1_000_000, 250)), 7, "answered after");
  }

  @Test
  void aStallOutsideOfTheLifeIsNoExcuse() {
    Story story = waiting().reply(LATEST + 1, 7, Outcome.NOT_SENT);
    broken(checker, story.event(new Event.Stalled(350_000, 350)), 7, "answered after");
  }

  @Test
  void aStallDoesNotExcuseAMissingReply() {
    broken(checker, waiting().event(new Event.Stalled(4_000_000, 900)), 7, "never answered");
  }

  @Test
  void aStallDoesNotExcuseAnotherRequest() {
    Story story = waiting().reply(LATEST + 1, 7, Outcome.NOT_SENT).sent(1_500, 8);
    story.reply(1_500 + Story.WINDOW + 501, 8, Outcome.NOT_SENT);
    broken(checker, story.event(new Event.Stalled(1_000_000, 400)), 8, "answered after");
  }

  @Test
  void aStallWithNobodyLateIsHarmless() {
    Story story = waiting().reply(LATEST, 7, Outcome.NOT_SENT);
    held(checker, story.event(new Event.Stalled(1_000_000, 900)), 1);
  }

  @Test
  void withoutAnOutageItSaysNothing() {
    vacuous(checker, new Story().serving(0, 1).sent(100, 7).result(110, 7, 1));
  }

  /// What was sent when the daemon came back, or answered when it went, has not met the outage.
  @Test
  void touchingAnOutageIsNotOverlappingIt() {
    Story story = new Story().serving(10, 1).sent(10, 7).result(50, 7, 1).killed(50, 1);
    vacuous(checker, story.serving(60, 2).sent(60, 8).result(70, 8, 2));
  }

  /// It might have been answered after the break.
  @Test
  void aMissingReplyInABrokenOffHistoryIsInvalid() {
    invalid(checker, waiting().brokenOff(), "breaks off");
  }

  @Test
  void theToleranceIsWhatIsPrinted() {
    assertThat(Tolerance.of("process").millis()).isEqualTo(500);
    assertThat(Tolerance.of("sim").millis()).isEqualTo(50);
  }

  @Test
  void anOutageMayLastToTheEnd() {
    Story story = new Story().serving(0, 1).killed(50, 1).sent(100, 7);
    held(checker, story.reply(200, 7, Outcome.NOT_SENT), 1);
  }

  /// A daemon stops with the request in flight, and continues at 5,500 ms.
  private static Story stopped(Fault fault) {
    Story story = new Story().proxies(2).serving(0, 1).disturbed(200, 1, fault, 1);
    return story.sent(100, 7).relieved(5_500, 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"STOPPED", "STOPPED_BEYOND_WINDOW", "FULL_BACKLOG"})
  void aStoppedDaemonMayBeSilentForFree(Fault fault) {
    held(checker, stopped(fault).result(LATEST + 3_000, 7, 1), 1);
    broken(
        checker,
        stopped(fault).result(LATEST + 3_001, 7, 1),
        7,
        "allowed are 5,500 ms: window 2000, work 0, stopped daemon or held-up proxy 3000, toler");
  }

  @Test
  void twiceStoppedIsTwiceForFree() {
    Story story = new Story().serving(0, 1).sent(100, 7);
    story.disturbed(200, 1, Fault.STOPPED, 1).relieved(3_000, 1);
    story.disturbed(3_100, 2, Fault.STOPPED, 1).relieved(6_000, 2);
    held(checker, story.result(LATEST + 6_000, 7, 1), 1);
  }

  /// Whoever is late by then gets nothing for it.
  @Test
  void aStopThatComesTooLateIsNoExcuse() {
    Story story = new Story().serving(0, 1).killed(50, 1).sent(100, 7).serving(2_000, 2);
    story.disturbed(LATEST + 1, 1, Fault.SUSPENDED, 2).relieved(5_900, 1);
    broken(checker, story.result(5_901, 7, 1), 7, "allowed are 2,500 ms");
  }

  @Test
  void aStopThatIsOverIsNoExcuse() {
    Story story = new Story().serving(0, 1).disturbed(50, 1, Fault.STOPPED, 1).relieved(99, 1);
    story.sent(100, 7).killed(110, 1).serving(5_000, 2);
    broken(checker, story.reply(LATEST + 1, 7, Outcome.NOT_SENT), 7, "allowed are 2,500 ms");
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_DESCRIPTORS", "SOCKET_DELETED", "WALL_CLOCK_JUMP", "FULL_DISK"})
  void otherFaultsGiveNoTime(Fault fault) {
    broken(checker, stopped(fault).result(LATEST + 1, 7, 1), 7, "allowed are 2,500 ms");
  }

  /// Proxy 0 is held up from 1,000 to 1,700 ms.
  private static Story heldUp(Fault fault) {
    Story story = waiting().proxies(2).disturbedProxy(1_000, 1, fault, 0);
    return story.relieved(1_700, 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"PROXY_STOPPED", "OUTPUT_UNREAD"})
  void aHeldUpProxyIsGivenThatTime(Fault fault) {
    held(checker, heldUp(fault).reply(LATEST + 700, 7, Outcome.NOT_SENT), 1);
    broken(checker, heldUp(fault).reply(LATEST + 701, 7, Outcome.NOT_SENT), 7, "proxy 700");
  }

  @Test
  void onlyWhatItWasHeldUpInItsLifeCounts() {
    Story story = waiting().disturbedProxy(50, 1, Fault.PROXY_STOPPED, 0).relieved(150, 1);
    broken(checker, story.reply(LATEST + 51, 7, Outcome.NOT_SENT), 7, "allowed are 2,550 ms");
  }

  @Test
  void anothersHoldIsNoExcuse() {
    Story story = heldUp(Fault.PROXY_STOPPED).sent(100, 8, 1, Action.APPEND, 0);
    story.reply(LATEST + 1, 8, Outcome.NOT_SENT).reply(LATEST, 7, Outcome.NOT_SENT);
    broken(checker, story, 8, "allowed are 2,500 ms");
  }

  @Test
  void whoeverIsSuspendedIsGivenBoth() {
    Story story = new Story().proxies(2).serving(0, 1).sent(100, 7, 1, Action.APPEND, 0);
    story.disturbed(200, 1, Fault.SUSPENDED, 1).relieved(1_200, 1);
    held(checker, story.result(LATEST + 3_000, 7, 1), 1);
  }

  /// A second more than it lasted, and not the whole silence that would have been free.
  @Test
  void aShortStopExcusesLittle() {
    Story story = new Story().serving(0, 1).sent(100, 7);
    story.disturbed(200, 1, Fault.STOPPED, 1).relieved(700, 1);
    held(checker, story.result(LATEST + 1_500, 7, 1), 1);
    Story late = new Story().serving(0, 1).sent(100, 7);
    late.disturbed(200, 1, Fault.STOPPED, 1).relieved(700, 1);
    broken(checker, late.result(LATEST + 1_501, 7, 1), 7, "answered after");
  }

  @Test
  void aProxyThatReplacesAnotherMayStart() {
    Story story = waiting().event(new Event.ProxyStarted(90_000, 1, 101));
    story.sent(100, 8, 1, Action.APPEND, 0).reply(LATEST, 7, Outcome.NOT_SENT);
    held(checker, story.reply(LATEST + 2_990, 8, Outcome.NOT_SENT), 2);
    Story late = waiting().event(new Event.ProxyStarted(90_000, 1, 101));
    late.sent(100, 8, 1, Action.APPEND, 0).reply(LATEST, 7, Outcome.NOT_SENT);
    broken(checker, late.reply(LATEST + 2_991, 8, Outcome.NOT_SENT), 8, "answered after");
  }

  /// Whoever hung before has no excuse in what ended the proxy later.
  @Test
  void aLateKillIsNoExcuse() {
    Story story = waiting().disturbedProxy(100 + Story.WINDOW + 4_001, 1, Fault.PROXY_KILLED, 0);
    broken(checker, story.proxyExited(100 + Story.WINDOW + 4_002, 0, 137), 7, "never answered");
  }

  /// To its client the daemon works while the harness holds its threads until there are enough.
  @Test
  void whatIsHeldAtAKillPointIsWorkedOn() {
    Coordinate reply = Coordinate.daemon(Phase.REPLY, Operation.WRITE, 1);
    for (int gather = 1; gather <= 2; gather++) {
      Death death = new Death(Signal.SIGKILL, new Aim.Point(reply, gather));
      Story story =
          new Story()
              .life(Life.of(List.of(), death, Outage.of(0, List.of())))
              .serving(0, 1)
              .sent(100, 7)
              .struck(2_100, 1, Signal.SIGKILL, reply.toString(), "A.b (A.java:1)")
              .died(2_110, 1, 137)
              .serving(5_000, 2)
              .result(LATEST + 1_900, 7, 2);
      if (gather == 1) {
        broken(checker, story, 7, "answered after");
      } else {
        held(checker, story, 1);
      }
    }
  }

  /// The journal may be full of what its client has sent since then.
  @Test
  void whoHasSentHundredsSinceItsOldestRequestMayBeSentAway() {
    for (int sent = 100; sent <= 300; sent += 200) {
      Story story = new Story().world("sim").serving(0, 1).sent(100, 1, 0, Action.SLOW_APPEND, 900);
      for (int i = 2; i <= sent; i++) {
        story.sent(110, i).result(115, i, i);
      }
      story.sent(120, 999).result(800, 999, 999).result(1_000, 1, 1);
      if (sent == 100) {
        broken(checker, story, 999, "answered after");
      } else {
        vacuous(checker, story);
      }
    }
  }

  /// It never hangs: it lasts.
  @Test
  void aSubscriptionIsOwedNoReplyHoweverLateItsProxyIsKilled() {
    Story story = waiting().sent(100, 8, 0, Action.LISTEN, 0).reply(200, 7, Outcome.NOT_SENT);
    story.disturbedProxy(100 + Story.WINDOW + 4_001, 1, Fault.PROXY_KILLED, 0);
    held(checker, story.proxyExited(100 + Story.WINDOW + 4_002, 0, 137), 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"PROXY_KILLED", "EDITOR_KILLED"})
  void aKilledProxyAnswersNobody(Fault fault) {
    Story story = waiting().proxies(2).disturbedProxy(200, 1, fault, 0).proxyExited(201, 0, 137);
    vacuous(checker, story);
    broken(checker, story.sent(100, 8, 1, Action.APPEND, 0), 8, "never answered");
  }

  @Test
  void aTerminatedProxyAnswers() {
    Story story = waiting().disturbedProxy(200, 1, Fault.PROXY_TERMINATED, 0);
    broken(checker, story.proxyExited(201, 0, 0), 7, "never answered");
  }

  @Test
  void theReplacementOwesAnswers() {
    Story story = waiting().disturbedProxy(200, 1, Fault.PROXY_KILLED, 0).proxyExited(201, 0, 137);
    story.proxyStarted(202, 1).sent(300, 8, 1, Action.APPEND, 0);
    broken(checker, story, 8, "never answered");
  }

  @Test
  void whoHasCancelledWaitsForNothing() {
    vacuous(checker, waiting().cancelled(200, 7));
    vacuous(checker, waiting().cancelled(200, 7).reply(4_000, 7, Outcome.ERROR));
  }

  @Test
  void aCancelledRequestIsAnsweredOnceAtMost() {
    Story story = waiting().cancelled(200, 7).reply(210, 7, Outcome.ERROR);
    broken(checker, story.reply(220, 7, Outcome.ERROR), 7, "answered 2 times");
  }

  @Test
  void aCancellationThatComesTooLateExcusesNobody() {
    vacuous(checker, waiting().cancelled(LATEST, 7));
    broken(
        checker,
        waiting().cancelled(LATEST + 1, 7),
        7,
        "was not answered when it was cancelled, after 2,501 ms, allowed are 2,500 ms");
  }

  @Test
  void aCancellationAfterTheReplyChangesNothing() {
    held(checker, waiting().reply(LATEST, 7, Outcome.NOT_SENT).cancelled(LATEST + 5, 7), 1);
    Story late = waiting().reply(LATEST + 2, 7, Outcome.NOT_SENT).cancelled(LATEST + 5, 7);
    broken(checker, late, 7, "was answered after");
  }

  @Test
  void inSimHardlyAnythingIsLate() {
    int latest = LATEST - 450;
    held(checker, waiting().world("sim").reply(latest, 7, Outcome.NOT_SENT), 1);
    Story late = waiting().world("sim").reply(latest + 1, 7, Outcome.NOT_SENT);
    broken(checker, late, 7, "work 0, tolerance 50");
  }

  /// A request of 100 ms of work at 5,000 ms, with a window of 8 s and a daemon that serves; and
  /// another one that met an outage.
  private static Story served(String world) {
    Story story = new Story().world(world).window(8_000).proxies(2).serving(0, 1).killed(50, 1);
    story.sent(100, 6).serving(200, 2).result(230, 6, 1);
    return story.sent(5_000, 7, 0, Action.SLOW_APPEND, 100);
  }

  @ParameterizedTest
  @CsvSource({"hand, 2600", "sim, 150"})
  void whoMetNoOutageHasNoUseForItsWindow(String world, int limit) {
    held(checker, served(world).result(5_000 + limit, 7, 2), 1);
    broken(
        checker,
        served(world).result(5_001 + limit, 7, 2),
        7,
        "a daemon served all the time and nothing was in the way, work 100");
  }

  @Test
  void whoMetSomethingHas() {
    held(checker, served("hand").result(9_000, 7, 2).killed(9_000, 2), 1);
    held(
        checker,
        served("hand").result(9_000, 7, 2).disturbed(4_000, 1, Fault.STOPPED, 2).relieved(4_500, 1),
        1);
    held(
        checker,
        served("hand").result(9_000, 7, 2).disturbedProxy(5_500, 1, Fault.PROXY_STOPPED, 1),
        1);
    held(checker, served("hand").result(9_000, 7, 2).contender(5_500, 1, 2, Fault.TWO_STARTERS), 1);
  }

  @Test
  void aCrowdWaitsForEachOther() {
    Story story = served("hand").result(9_000, 7, 2);
    for (int i = 20; i < 40; i++) {
      story.sent(5_100, i).result(5_200, i, i);
    }
    held(checker, story, 1);
  }

  @Test
  void whoMetNoOutageIsExcusedByAStall() {
    Story story = served("hand").result(9_000, 7, 2);
    invalid(checker, story.event(new Event.Stalled(6_000_000, 400)), "stood still for 400 ms");
  }
}
