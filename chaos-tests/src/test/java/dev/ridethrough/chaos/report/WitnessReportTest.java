package dev.ridethrough.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.HistoryFile;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessReportTest {
  private static final String AIM = "daemon, phase REPLY, WRITE 1";
  private static final String WHERE =
      "Post.write (Post.java:5), called from Post.run (Post.java:9)";

  /// A title of a window, new lines, and what turns the direction of writing.
  private static final String HOSTILE =
      "\033]0;owned\007\r\nHELD: all well\u202e\u2066\u0085\u009b2J\u2028\0<script>";

  @TempDir Path folder;

  private static Story duplicate() {
    return new Story()
        .serving(0, 1)
        .sent(100, 17)
        .struck(110, 1, Signal.SIGKILL, AIM, WHERE)
        .died(112, 1, 137)
        .serving(200, 2)
        .result(220, 17, 8)
        .rows(17, 7L, 8L);
  }

  private static String report(History history) {
    return WitnessReport.of(Judge.judge(history), false);
  }

  @Test
  void itSaysWhatHappenedWhatWasPromisedWhereAndWhy() {
    String report = report(duplicate().by(17, 1, 2).terminated(300, 310, 2).tell());
    assertThat(report.lines())
        .startsWith(
            "promise 1, No duplicate: request 17 was executed by generation 2 after generation 1 had"
                + " committed it: rows 7",
            "and 8",
            "   The promise: the effect of a request exists at most once, whatever was killed.")
        .contains(
            "   The fault (SIGKILL) struck generation 1 in Post.write (Post.java:5), called from"
                + " Post.run (Post.java:9)",
            "                     |               |         <== promises 1 and 4 are broken here");
  }

  @Test
  void nothingIsSaidOfWhatHeld() {
    assertThat(report(new Story().serving(0, 1).sent(10, 7).result(20, 7, 1).tell())).isEmpty();
  }

  @Test
  void whatIsAboutOneRequestIsDrawnOnce() {
    assertThat(report(duplicate().tell()).split("client  proxy", -1)).hasSize(2);
  }

  @Test
  void howManyMoreThereAre() {
    Story story = duplicate().sent(105, 18).result(221, 18, 10).rows(18, 9L, 10L);
    assertThat(report(story.tell()).replace("\n", " "))
        .contains("executed 2 times: rows 7 and 8 (the first of 2)");
  }

  @Test
  void whereADisturbanceStruck() {
    Story story = duplicate();
    story.event(
        new Event.Disturbed(
            105_000, 1, Fault.SLOW_START, 1, -1, "daemon, phase LOAD, WRITE 1", true, true, "A.b"));
    assertThat(report(story.relieved(106, 1).tell()))
        .contains("The fault (the daemon is held up before it serves) struck in A.b");
  }

  @Test
  void aProxyThatExitsAndADaemonThatNobodyStruckAreDrawnToo() {
    Story story = new Story().open().serving(0, 1).sent(10, 7).result(20, 7, 1);
    story.killed(50, 1).proxyExited(60, 0, 2).serving(70, 2);
    story.event(new Event.DaemonDied(90_000, 2, 1, false));
    assertThat(report(story.tell()).lines())
        .contains(
            "             the daemons, from 0 ms after the scenario began",
            "             proxy 0, from 0 ms after the scenario began")
        .anyMatch(it -> it.endsWith("<== promise 7 is broken here"))
        .anyMatch(it -> it.endsWith("<== promise 10 is broken here"));
  }

  /// Through the file, the judge and the report: whatever somebody under test can say is in it.
  @Test
  void nothingThatATerminalObeys() throws Exception {
    Story story = duplicate().keys(17, HOSTILE, "k").struck(300, 2, Signal.SIGTERM, AIM, HOSTILE);
    story.sent(230, 18, 0, Action.ECHO, 0).result(240, 18, HOSTILE);
    story.sent(241, 19, 0, Action.APPEND, 0).reply(242, 19, Outcome.ERROR, HOSTILE);
    story.event(new Event.StrayLine(245_000, 0, HOSTILE));
    story.contender(250, 1, 2, Fault.SECOND_DAEMON).contenderEnded(260, 1, 0, true, HOSTILE);
    story.disturbed(270, 2, Fault.FULL_DISK, 2);
    story.event(new Event.Relieved(280_000, 2, true, false, HOSTILE)).died(310, 2, 0);
    Path file = folder.resolve("history.jsonl");
    HistoryFile.write(story.tell(), file);
    String report = report(HistoryFile.read(file));
    assertThat(report)
        .contains("promise 1,", "promise 3,", "promise 6,", "promise 7,", "\\u{1b}", "\\u{202e}");
    assertThat(report.lines())
        .allMatch(it -> it.length() <= 110)
        .noneMatch(it -> it.startsWith("HELD"));
    assertThat(report.codePoints().filter(it -> it != '\n').map(Character::getType).distinct())
        .doesNotContain(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.SURROGATE,
            (int) Character.LINE_SEPARATOR);
  }

  @Test
  void colourOnlyWhereSomebodyWatches() {
    assertThat(WitnessReport.of(Judge.judge(duplicate().tell()), true))
        .startsWith("\033[31mpromise 1, No duplicate:\033[0m request 17");
    assertThat(report(duplicate().tell())).doesNotContain("\033");
  }
}
