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

class OwnAnswerTest {
  private final Checker checker = new OwnAnswer();

  /// Two requests in flight in one proxy.
  private static Story two() {
    return new Story().serving(0, 1).sent(10, 7).sent(10, 8, 0, Action.ECHO, 0);
  }

  @Test
  void eachItsOwn() {
    held(checker, two().result(20, 7, 1).result(21, 8, "t-8"), 2);
  }

  @Test
  void answeredTwice() {
    Story story = two().result(20, 7, 1).result(21, 8, "t-8").result(22, 8, "t-8");
    broken(checker, story, 8, "answered 2 times");
  }

  @Test
  void anothersEcho() {
    broken(checker, two().result(20, 7, 1).result(21, 8, "t-7"), 8, "another one's echo");
  }

  @Test
  void anErrorIsNoEcho() {
    held(checker, two().result(20, 7, 1).reply(21, 8, Outcome.UNKNOWN), 2);
  }

  @Test
  void anothersRow() {
    Story story = two().result(20, 7, 1).rows(7, 2L).result(21, 8, "t-8");
    broken(checker, story, 7, "told row 1, which isn't its own");
  }

  @Test
  void progressBeforeTheReply() {
    Story story = two().event(new Event.Progressed(20_000, 7)).result(20, 7, 1);
    held(checker, story.result(21, 8, "t-8"), 2);
  }

  @Test
  void progressAfterTheReply() {
    Story story = two().result(20, 7, 1).event(new Event.Progressed(20_000, 7));
    broken(checker, story.result(21, 8, "t-8"), 7, "progress after its reply");
  }

  @Test
  void aStrayLine() {
    Story story = two().result(20, 7, 1).result(21, 8, "t-8");
    broken(checker, story.event(new Event.StrayLine(22_000, 0, "{}")), -1, "answers nobody: {}");
  }

  @Test
  void oneAfterTheOtherSaysNothing() {
    vacuous(checker, new Story().sent(10, 7).result(20, 7, 1).sent(20, 8).result(30, 8, 2));
  }

  @Test
  void anotherProxysRequestSaysNothing() {
    Story story = new Story().proxies(2).sent(10, 7).sent(10, 8, 1, Action.APPEND, 0);
    vacuous(checker, story.result(20, 7, 1).result(20, 8, 2));
  }

  @Test
  void whatABrokenOffHistoryDoesNotTellIsNoStrayLine() {
    Story story = two().result(20, 7, 1).event(new Event.StrayLine(22_000, 0, "{}"));
    invalid(checker, story.brokenOff(), "breaks off");
  }

  @Test
  void aSecondReplyIsBrokenEvenInABrokenOffHistory() {
    Story story = two().result(21, 8, "t-8").result(22, 8, "t-8");
    broken(checker, story.brokenOff(), 8, "answered 2 times");
  }

  private static Story read(String text) {
    Story story = new Story().serving(0, 1).sent(1, 1).result(2, 1, 1).sent(1, 2).result(9, 2, 2);
    story.sent(3, 3, 0, Action.READ, 0).sent(3, 4, 0, Action.ECHO, 0);
    return story.result(10, 3, text).result(10, 4, "t-4");
  }

  /// Request 2 had not got its result yet when the read was sent.
  @Test
  void aReadTellsWhatWasAnsweredBefore() {
    held(checker, read("[{\"text\":\"t-1\"}]"), 4);
    held(checker, read("t-10, t-1"), 4);
    broken(checker, read("[]"), 3, "does not tell of request 1, which had got its result before");
    broken(checker, read("t-10"), 3, "does not tell of request 1");
  }

  @Test
  void aReadTellsOnePageOnly() {
    Long[] many = new Long[90];
    java.util.Arrays.setAll(many, i -> i + 1L);
    held(checker, read("[]").rows(2, many), 4);
  }

  @Test
  void aLargeEchoIsAnEchoToo() {
    Story story = new Story().sent(10, 7).sent(10, 8, 0, Action.LARGE_ECHO, 0).result(20, 7, 1);
    broken(checker, story.result(21, 8, "t-7"), 8, "another one's echo");
    Story own = new Story().sent(10, 7).sent(10, 8, 0, Action.LARGE_ECHO, 0).result(20, 7, 1);
    held(checker, own.result(21, 8, "t-8"), 2);
  }

  private static Story cut(Fault fault, int strays) {
    Story story = two().proxies(2).result(20, 7, 1).result(21, 8, "t-8");
    story.disturbedProxy(30, 1, fault, 0).proxyExited(31, 0, 137);
    for (int i = 0; i < strays; i++) {
      story.event(new Event.StrayLine(32_000 + i, 0, "{\"res"));
    }
    return story;
  }

  /// It may have been in the middle of a line.
  @Test
  void aKilledProxysLastLineMayBeCut() {
    held(checker, cut(Fault.PROXY_KILLED, 1), 2);
    broken(checker, cut(Fault.PROXY_KILLED, 2), -1, "proxy 0 wrote a line that answers nobody");
    broken(checker, cut(Fault.PROXY_TERMINATED, 1), -1, "proxy 0 wrote a line");
  }

  @Test
  void eachKilledProxyHasALastLine() {
    Story story = cut(Fault.PROXY_KILLED, 1).disturbedProxy(40, 2, Fault.PROXY_KILLED, 1);
    story.proxyExited(41, 1, 137).event(new Event.StrayLine(42_000, 1, "{"));
    held(checker, story, 2);
  }

  @Test
  void onlyTheKilledOnesAndOnlyAfterwards() {
    Story other = cut(Fault.PROXY_KILLED, 0).event(new Event.StrayLine(32_000, 1, "{"));
    broken(checker, other, -1, "proxy 1 wrote a line");
    Story before = cut(Fault.PROXY_KILLED, 0).event(new Event.StrayLine(29_000, 0, "{"));
    broken(checker, before, -1, "proxy 0 wrote a line");
  }

  @Test
  void progressPutsItToTheTest() {
    Story story = new Story().serving(0, 1).sent(10, 7, 0, Action.SLOW_APPEND, 200);
    held(checker, story.progressed(110, 7).result(220, 7, 1), 1);
  }

  @Test
  void progressAfterTheReplyAlsoWhenItIsAlone() {
    Story story = new Story().serving(0, 1).sent(10, 7, 0, Action.SLOW_APPEND, 200);
    broken(checker, story.result(220, 7, 1).progressed(221, 7), 7, "progress after its reply");
  }
}
