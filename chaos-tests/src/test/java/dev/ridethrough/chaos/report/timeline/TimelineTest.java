package dev.ridethrough.chaos.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import org.junit.jupiter.api.Test;

class TimelineTest {
  /// Executed, killed before the reply, sent again, executed again.
  private static Story duplicate() {
    return new Story()
        .serving(0, 1)
        .sent(100, 12)
        .struck(114, 1, Signal.SIGKILL, "daemon, phase REPLY, WRITE 1", "A.b (A.java:1)")
        .died(118, 1, 137)
        .started(330, 2)
        .served(412, 2)
        .result(420, 12, 8)
        .rows(12, 7L, 8L);
  }

  @Test
  void aDuplicate() {
    assertThat(Timeline.draw(duplicate().by(12, 1, 2).tell(), 12).lines())
        .containsExactly(
            "             request 12 (append, proxy 0), token t-12",
            "             | is there, : starts or drains, - stands still, # can't be reached, X is"
                + " struck",
            "             client  proxy   gen 1   gen 2",
            "        0 ms o-------+------>|                 sent through proxy 0",
            "       14 ms |       |       X                 SIGKILL strikes generation 1 (right"
                + " before: daemon, phase",
            "             |       |       :                 REPLY, WRITE 1)",
            "       18 ms |       |                         generation 1 is dead",
            "      230 ms |       |               :         generation 2 is started",
            "      312 ms |       |               |         generation 2 serves",
            "      320 ms o<------+---------------|         result: row #8",
            "",
            "  in the end rows #7 of generation 1 and #8 of generation 2 carry its token, under the"
                + " request key k-12:",
            "             EXECUTED 2 TIMES");
  }

  @Test
  void aResultComesFromWhoLeftTheRowAndElseFromWhoServes() {
    Story story = new Story().serving(0, 1).sent(100, 7).serving(105, 2).result(110, 7, 1);
    assertThat(Timeline.draw(story.tell(), 7))
        .contains("10 ms o<------+-------|       |         result");
    assertThat(Timeline.draw(story.by(7, 2).tell(), 7))
        .contains("10 ms o<------+---------------|         result", "row #1 of generation 2");
    assertThat(Timeline.draw(story.by(7, -1).tell(), 7)).contains("row #1 carries its token");
  }

  @Test
  void othersAreLeftOutAndSaidToBe() {
    Story story = duplicate().sent(200, 13).reply(210, 13, Outcome.UNKNOWN).killed(900, 2);
    String drawn = Timeline.draw(story.serving(1_000, 3).tell(), 12);
    assertThat(drawn)
        .doesNotContain("13", "gen 3")
        .isEqualTo(
            Timeline.draw(duplicate().tell(), 12)
                + "   not shown 1 other request, at the same time\n");
  }

  @Test
  void anOutage() {
    Story story = new Story().serving(0, 1).killed(50, 1).sent(100, 7);
    story.reply(2_100, 7, Outcome.NOT_SENT).serving(3_000, 2);
    assertThat(Timeline.draw(story.tell(), 7).lines())
        .contains(
            "             client  proxy   gen 1",
            "      -50 ms         |       X         SIGKILL strikes generation 1 (right before: at some"
                + " point)",
            "      -48 ms         |                 generation 1 is dead",
            "        0 ms o------>|                 sent through proxy 0",
            "    2,000 ms o<------|                 not_sent: NOT_SENT",
            "  in the end no row carries its token");
  }

  @Test
  void aDrain() {
    Story story = new Story().serving(0, 1).sent(100, 7).struck(110, 1, Signal.SIGTERM);
    story.event(new Event.Progressed(115_000, 7)).event(new Event.Progressed(120_000, 7));
    assertThat(Timeline.draw(story.result(130, 7, 1).died(140, 1, 0).tell(), 7).lines())
        .contains(
            "       20 ms o<------|       :         progress, again",
            "       30 ms o<------|       :         result: row #1",
            "  in the end row #1 carries its token, under the request key k-7")
        .noneMatch(it -> it.endsWith(" progress"));
  }

  @Test
  void aMissedAim() {
    Story story = new Story().serving(0, 1).sent(100, 7);
    story
        .event(new Event.FaultStruck(110_000, 1, Signal.SIGKILL, "daemon", true, false))
        .died(111, 1, 1);
    assertThat(Timeline.draw(story.uncounted().tell(), 7))
        .contains("SIGKILL strikes generation 1 (missed its aim: daemon)", "were not counted");
  }

  @Test
  void aStop() {
    Story story = new Story().serving(0, 1).sent(100, 7).disturbed(110, 1, Fault.STOPPED, 1);
    story.event(new Event.Progressed(120_000, 7)).relieved(1_110, 1).result(1_120, 7, 1);
    assertThat(Timeline.draw(story.tell(), 7).lines())
        .contains(
            "        0 ms o-------+------>|         sent through proxy 0",
            "       10 ms |       |       X         the daemon is stopped (SIGSTOP) for less than"
                + " the window (at some time)",
            "       20 ms o<------|       -         progress",
            "    1,010 ms |       |       |         no more: the daemon is stopped (SIGSTOP) for"
                + " less than the window (for",
            "             |       |       |         1000 ms; it was so)",
            "    1,020 ms o<------+-------|         result: row #1");
  }

  @Test
  void aDaemonThatCannotBeReached() {
    Story story = new Story().serving(0, 1).sent(100, 7);
    story.disturbed(110, 1, Fault.SOCKET_DELETED, 1).event(new Event.Progressed(120_000, 7));
    assertThat(Timeline.draw(story.relieved(130, 1).result(140, 7, 1).tell(), 7).lines())
        .anyMatch(it -> it.startsWith("       10 ms |       |       X         the socket is del"))
        .contains("       20 ms o<------|       #         progress");
  }

  @Test
  void itsProxy() {
    Story story = new Story().open().serving(0, 1).sent(100, 7);
    story.disturbedProxy(110, 1, Fault.PROXY_STOPPED, 0).event(new Event.Progressed(115_000, 7));
    story.relieved(120, 1).disturbedProxy(130, 2, Fault.PROXY_KILLED, 0).proxyExited(140, 0, 137);
    assertThat(Timeline.draw(story.killed(150, 1).tell(), 7).lines())
        .contains(
            "       10 ms |       X       |         a proxy is stopped (SIGSTOP) (at some time)",
            "       20 ms |       |       |         no more: a proxy is stopped (SIGSTOP) (for 10"
                + " ms; it was so)",
            "       30 ms |       X       |         a proxy is killed (at some time)",
            "       40 ms |               |         proxy 0 exited with status 137")
        .anyMatch(it -> it.startsWith("       15 ms o<------+-------|"));
  }

  @Test
  void anotherProxysFaultIsLeftOut() {
    Story story = new Story().proxies(2).serving(0, 1).sent(100, 7).result(200, 7, 1);
    story.disturbedProxy(110, 1, Fault.PROXY_STOPPED, 1).relieved(120, 1);
    assertThat(Timeline.draw(story.tell(), 7)).doesNotContain("stopped", "no more");
    Story own = new Story().serving(0, 1).sent(100, 7).result(200, 7, 1);
    own.disturbedProxy(110, 1, Fault.PROXY_STOPPED, 0).relieved(120, 1, true, false);
    assertThat(Timeline.draw(own.tell(), 7))
        .contains("a proxy is stopped (SIGSTOP) (at some time)", "so; NOT LEFT");
  }

  @Test
  void contendersAndAttempts() {
    Story story = new Story().serving(0, 1).killed(50, 1).sent(100, 7);
    story.inTheWay(110, 1, Fault.HANGS_UP).contender(120, 3, -1, Fault.HANGS_UP);
    story.contenderEnded(130, 3, 69, true, "in use").contender(140, 4, -1, Fault.HANGS_UP);
    story.contenderEnded(150, 4, -1, false, "").event(new Event.Attempts(160_000, 1, 50, 2, 9, 4));
    story.contender(155, 5, -1, Fault.HANGS_UP).contenderEnded(156, 5, 69, false, "");
    String drawn = Timeline.draw(story.relieved(160, 1).reply(170, 7, Outcome.NOT_SENT).tell(), 7);
    assertThat(drawn.lines().map(String::strip))
        .anyMatch(it -> it.startsWith("client  proxy   gen 1   cont 4  cont 5"))
        .anyMatch(
            it -> it.startsWith("40 ms |       |               :                 contender 4"))
        .contains("not shown 1 contender, at the same time");
    assertThat(drawn.replaceAll("\\n[| :]+", " "))
        .contains(
            "contender 4 (process 904) is started, which must not serve: something at",
            "contender 4 had to be killed, saying: ",
            "2 proxies connected 9 times in 50 ms, at most 4 times within 50 ms");
  }

  @Test
  void whatAContenderDid() {
    Story story = new Story().serving(0, 1).sent(100, 7).contender(120, 3, 1, Fault.HANGS_UP);
    story.event(new Event.ContenderEnded(130_000, 3, 69, true, false, "in use"));
    assertThat(Timeline.draw(story.result(140, 7, 1).tell(), 7).replaceAll("\\n[| :]+", " "))
        .contains(
            "contender 3 ended with status 69, AFTER IT HAD SERVED, AND TOOK AWAY THE SOCKET,"
                + " saying: in use");
  }

  @Test
  void noSuchRequest() {
    assertThat(Timeline.draw(duplicate().tell(), 99).lines())
        .containsExactly("the history has no request 99");
  }
}
