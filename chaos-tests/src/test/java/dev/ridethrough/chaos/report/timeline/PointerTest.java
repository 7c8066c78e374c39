package dev.ridethrough.chaos.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Run;
import dev.ridethrough.chaos.check.Witness;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.report.Paint;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointerTest {
  private static String drawn(Story story, Promise promise, Witness witness) {
    return drawn(story, witness, List.of(new Mark(promise, witness)));
  }

  private static String drawn(Story story, Witness witness, List<Mark> marks) {
    return Timeline.of(Run.of(story.tell()), witness, marks, Paint.PLAIN).draw();
  }

  private static Witness request(int number, int millis) {
    return new Witness(number, -1, millis * 1_000L, "x");
  }

  private static Witness daemons(int millis) {
    return new Witness(-1, -1, millis * 1_000L, "x");
  }

  private static String before(String drawn, String pointer) {
    List<String> lines = drawn.lines().toList();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).endsWith(pointer)) {
        return lines.get(i - 1);
      }
    }
    return "nothing points there: " + drawn;
  }

  @Test
  void atTheReply() {
    Story story = new Story().serving(0, 1).sent(100, 7).result(130, 7, 1).killed(200, 1);
    assertThat(
            before(
                drawn(story, Promise.OWN_ANSWER, request(7, 130)), "<== promise 6 is broken here"))
        .endsWith("result: row #1");
  }

  @Test
  void atADeadlineAtWhichNothingHappens() {
    Story story = new Story().serving(0, 1).killed(50, 1).sent(100, 7);
    story.reply(9_000, 7, Outcome.NOT_SENT);
    assertThat(
            before(
                drawn(story, Promise.FINISHES, request(7, 2_600)), "<== promise 2 is broken here"))
        .isEqualTo("    2,500 ms |       |                 the time that it may take is over");
  }

  @Test
  void atTheEndOfTheScenario() {
    Story story = new Story().serving(0, 1).sent(100, 7).killed(300, 1);
    assertThat(
            before(drawn(story, Promise.FINISHES, request(7, 302)), "<== promise 2 is broken here"))
        .endsWith("proxy 0 exited with status 0");
  }

  @Test
  void whatNobodyKnowsTheTimeOfIsPointedAtInTheEnd() {
    Story story = new Story().serving(0, 1).sent(100, 7).rows(7, 1L, 2L).killed(300, 1);
    assertThat(
            before(
                drawn(story, Promise.NO_DUPLICATE, new Witness(7, -1, -1, "x")),
                "promise 1 is broken here"))
        .endsWith("EXECUTED 2 TIMES");
  }

  @Test
  void whoWasNotWaitedForComesToo() {
    Story story = new Story().serving(0, 1).killed(50, 1).sent(100, 7);
    story.reply(110, 7, Outcome.NOT_SENT).serving(300, 2).killed(400, 2).serving(600, 3);
    assertThat(drawn(story.serving(9_000, 4), Promise.RIDES_OUT, request(7, 110)).lines())
        .contains("      500 ms         |                       |         generation 3 serves")
        .anyMatch(it -> it.startsWith("      -50 ms         |       X"))
        .noneMatch(it -> it.contains("generation 4"));
    assertThat(drawn(story, Promise.TELLS_THE_TRUTH, request(7, 110)))
        .doesNotContain("generation 3");
  }

  @Test
  void severalPromisesAtOnce() {
    Story story = new Story().serving(0, 1).sent(100, 7).result(130, 7, 1).killed(200, 1);
    List<Mark> marks =
        List.of(
            new Mark(Promise.NO_DUPLICATE, request(7, 130)),
            new Mark(Promise.TELLS_THE_TRUTH, request(7, 130)));
    assertThat(drawn(story, request(7, 130), marks))
        .contains("<== promises 1 and 4 are broken here");
    assertThat(marks.getFirst().isBeside(marks.getLast())).isTrue();
    assertThat(marks.getFirst().isBeside(new Mark(Promise.ONE_DAEMON, daemons(130)))).isFalse();
  }

  @Test
  void theDaemonsOfThatTime() {
    Story story = new Story().serving(0, 1).sent(10, 7).result(20, 7, 1);
    story.struck(100, 1, Signal.SIGTERM).started(200, 2).served(300, 2).died(400, 1, 0);
    assertThat(drawn(story, Promise.ONE_DAEMON, daemons(300)).lines())
        .containsSequence(
            "             the daemons, from 0 ms after the scenario began",
            "             | is there, : starts or drains, - stands still, # can't be reached, X is"
                + " struck",
            "             gen 1   gen 2",
            "        0 ms |                 generation 1 is started",
            "        0 ms |                 generation 1 serves",
            "      100 ms X                 SIGTERM strikes generation 1 (right before: at some point)",
            "      200 ms :       :         generation 2 is started",
            "      300 ms :       |         generation 2 serves",
            "             :       |         <== promise 7 is broken here",
            "      400 ms         |         generation 1 is dead",
            "",
            "  in the end it took 400 ms; generations that were started: 2",
            "   not shown 1 request, at the same time");
  }

  @Test
  void aProxyAndItsRequests() {
    Story story = new Story().proxies(2).open().serving(0, 1).sent(100, 7, 1, Action.ECHO, 0);
    story.sent(110, 8).result(120, 8, 1).killed(200, 1).proxyExited(201, 1, 3);
    Witness witness = new Witness(-1, 1, 201_000, "x");
    assertThat(drawn(story, Promise.OUTLIVES_THE_DAEMON, witness).lines())
        .contains(
            "             proxy 1, from 0 ms after the scenario began",
            "      100 ms o-------+------>|         request 7: sent through proxy 1",
            "      201 ms |               :         proxy 1 exited with status 3",
            "             |               :         <== promise 10 is broken here",
            "   not shown 1 request, at the same time")
        .noneMatch(it -> it.contains("request 8"));
  }

  @Test
  void inACrashLoopOnlyWhoMatters() {
    Story story = new Story().serving(0, 1).sent(10, 7).killed(20, 1);
    for (int i = 2; i <= 20; i++) {
      story.started(i * 20, i).killed(i * 20 + 10, i);
    }
    story.serving(1_000, 21).result(1_100, 7, 2).rows(7, 1L, 2L).by(7, 5, 21);
    String drawn = drawn(story, Promise.NO_DUPLICATE, request(7, 1_100));
    assertThat(drawn.lines())
        .contains(
            "             client  proxy   gen 1   gen 5   gen 20  gen 21",
            "   not shown generations 2 to 4, 6 to 19, at the same time")
        .allMatch(it -> it.length() <= 110);
  }

  @Test
  void aLongStoryIsCutAndSaysHowMuch() {
    Story story = new Story().serving(0, 1).sent(10, 7);
    for (int i = 1; i <= 50; i++) {
      story.disturbed(100 * i, i, Fault.WALL_CLOCK_JUMP, 1).relieved(100 * i + 50, i);
    }
    List<String> late =
        drawn(story.result(9_000, 7, 1), Promise.FINISHES, request(7, 2_620)).lines().toList();
    assertThat(late)
        .contains(
            "         ... 18 rows are left out here", "         ... 44 rows are left out here")
        .contains("    2,610 ms |       |       |         the time that it may take is over")
        .anyMatch(it -> it.endsWith("result: row #1"))
        .anyMatch(it -> it.endsWith("<== promise 2 is broken here"))
        .anyMatch(it -> it.endsWith("sent through proxy 0"));
    assertThat(late.size()).isLessThan(100);
  }

  @Test
  void onlyOnATerminalItIsColoured() {
    Story story = new Story().serving(0, 1).sent(100, 7).killed(110, 1).result(130, 7, 1);
    Mark mark = new Mark(Promise.OWN_ANSWER, request(7, 130));
    Run run = Run.of(story.event(new Event.StrayLine(120_000, 0, "\033[2JX")).tell());
    String colourful = Timeline.of(run, mark.witness(), List.of(mark), new Paint(true)).draw();
    assertThat(colourful)
        .contains("\033[31mX\033[0m", "\033[31m<== promise 6 is broken here\033[0m")
        .contains("\\u{1b}[2JX");
    assertThat(colourful.replace("\033[31m", "").replace("\033[0m", ""))
        .isEqualTo(Timeline.of(run, mark.witness(), List.of(mark), Paint.PLAIN).draw());
  }
}
