package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.invalid;
import static dev.ridethrough.chaos.check.Verdicts.vacuous;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import org.junit.jupiter.api.Test;

class NoHerdTest {
  /// Each may come five times in a second, and ten times besides.
  private static final int MOST = 100 * 15;

  private final Checker checker = new NoHerd();

  /// All are sent at 60 ms to two proxies, hung up on from 100 to 1,100 ms, served from 1,200 ms.
  private static Story waiting(int number, int connections, int busiest) {
    return counted(number, 2, connections, busiest);
  }

  private static Story counted(int number, int processes, int connections, int busiest) {
    Story story = new Story().proxies(2).serving(0, 1).killed(50, 1);
    for (int i = 1; i <= number; i++) {
      story.sent(60, i, i % 2, Action.ECHO, 0);
    }
    story.inTheWay(100, 1, Fault.HANGS_UP);
    story.event(new Event.Attempts(1_100_000, 1, 1_000, processes, connections, busiest));
    return story.relieved(1_100, 1).serving(1_200, 2);
  }

  private static Story answered(Story story, int from, int to, int at) {
    for (int i = from; i <= to; i++) {
      story.result(at, i, "t-" + i);
    }
    return story;
  }

  static Story calm() {
    return answered(waiting(100, MOST, 75), 1, 100, 1_300);
  }

  @Test
  void aHundredThatCome() {
    held(checker, calm(), 100);
  }

  @Test
  void tooOften() {
    broken(
        checker,
        answered(waiting(100, MOST + 1, 50), 1, 100, 1_300),
        -1,
        "100 waiting requests in 2 proxies connected 1501 times in 1000 ms, allowed are 1500");
  }

  @Test
  void allTogether() {
    broken(
        checker,
        answered(waiting(100, 300, 76), 1, 100, 1_300),
        -1,
        "connected 76 times within 50 ms, allowed are 75");
  }

  @Test
  void aHandfulMayComeTogether() {
    vacuous(checker, answered(waiting(4, 60, 20), 1, 4, 1_300));
    broken(checker, answered(waiting(4, 60, 21), 1, 4, 1_300), -1, "21 times within 50 ms");
  }

  @Test
  void fewerAreNoHerd() {
    vacuous(checker, answered(waiting(99, 300, 20), 1, 99, 1_300));
    broken(checker, answered(waiting(99, 99 * 15 + 1, 20), 1, 99, 1_300), -1, "allowed are 1485");
  }

  @Test
  void somebodyMustCome() {
    vacuous(checker, answered(counted(100, 0, 0, 0), 1, 100, 1_300));
    held(checker, answered(counted(100, 1, 1, 1), 1, 100, 1_300), 100);
  }

  @Test
  void onlyThoseWhoWaitedCount() {
    Story story = answered(waiting(99, 300, 20), 1, 99, 1_300);
    vacuous(checker, story.sent(1_100, 100).result(1_300, 100, 1));
    Story before = answered(waiting(99, 300, 20), 1, 99, 1_300);
    vacuous(checker, before.sent(20, 100).reply(100, 100, Outcome.UNKNOWN));
  }

  @Test
  void answeredSoonOnceADaemonServes() {
    held(checker, answered(answered(waiting(100, 300, 20), 2, 100, 1_300), 1, 1, 3_200), 100);
    broken(
        checker,
        answered(answered(waiting(100, 300, 20), 2, 100, 1_300), 1, 1, 3_201),
        1,
        "was answered only when a daemon had served for 2001 ms after 100 waiting requests");
  }

  @Test
  void onlyServingTimeCounts() {
    Story story = answered(waiting(100, 300, 20), 2, 100, 1_300);
    story.window(8_000).killed(1_400, 2).serving(3_000, 3);
    held(checker, answered(story, 1, 1, 4_800), 100);
    Story stopped = answered(waiting(100, 300, 20), 2, 100, 1_300).window(8_000);
    stopped.disturbed(1_400, 2, Fault.STOPPED, 2).relieved(3_000, 2);
    held(checker, answered(stopped, 1, 1, 4_800), 100);
    Story elsewhere = answered(waiting(100, 300, 20), 2, 100, 1_300).window(8_000);
    elsewhere.disturbedProxy(1_400, 2, Fault.PROXY_STOPPED, 0).relieved(3_000, 2);
    broken(checker, answered(elsewhere, 1, 1, 4_800), 1, "had served for 3600 ms");
    Story own = answered(waiting(100, 300, 20), 2, 100, 1_300).window(8_000);
    own.disturbedProxy(1_400, 2, Fault.PROXY_STOPPED, 1).relieved(3_000, 2);
    held(checker, answered(own, 1, 1, 4_800), 100);
  }

  @Test
  void workIsNoWaiting() {
    Story story = calm().sent(60, 101, 0, Action.SLOW_APPEND, 1_000);
    held(checker, story.result(4_200, 101, 1), 101);
    Story late = calm().sent(60, 101, 0, Action.SLOW_APPEND, 1_000);
    broken(checker, late.result(4_201, 101, 1), 101, "had served for 3001 ms");
  }

  @Test
  void nobodyIsGivenUpWhoCouldBeServed() {
    Story story = answered(waiting(100, 300, 20), 2, 100, 1_300);
    broken(checker, story.reply(2_070, 1, Outcome.NOT_SENT), 1, "was given up in a herd");
  }

  @Test
  void whoeverCouldNotBeServedMayGiveUp() {
    Story story = answered(waiting(100, 300, 20), 2, 100, 1_300).killed(1_400, 2);
    held(checker, story.reply(2_070, 1, Outcome.NOT_SENT).serving(3_000, 3), 100);
  }

  /// It may have counted together what came apart.
  @Test
  void aHarnessThatStoodStillCannotTell() {
    Story together = answered(waiting(100, 300, 76), 1, 100, 1_300);
    invalid(checker, together.event(new Event.Stalled(600_000, 101)), "while it counted");
    Story before = answered(waiting(100, 300, 76), 1, 100, 1_300);
    broken(checker, before.event(new Event.Stalled(99_000, 50)), -1, "within 50 ms");
    Story late = answered(answered(waiting(100, 300, 20), 2, 100, 1_300), 1, 1, 3_201);
    invalid(checker, late.event(new Event.Stalled(2_000_000, 251)), "stood still meanwhile");
  }

  @Test
  void withoutACountItSaysNothing() {
    vacuous(checker, new Story().serving(0, 1).killed(50, 1).sent(60, 1).serving(70, 2));
  }

  @Test
  void aBrokenOffHistoryIsInvalid() {
    invalid(checker, waiting(100, MOST + 1, 50).brokenOff(), "breaks off");
  }
}
