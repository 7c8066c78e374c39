package dev.ridethrough.chaos.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Tally;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);
  private final Tally tally = new Tally();

  private String printed() {
    return bytes.toString(UTF_8);
  }

  @Test
  void plainLinesEveryFewSeconds() {
    Progress progress = new Progress(out, false, 60_000);
    progress.show(0, tally);
    tally.add(Judge.judge(Runs.good().tell()));
    progress.show(4_999, tally);
    progress.show(5_000, tally);
    tally.add(Judge.judge(Runs.duplicate().tell()));
    progress.show(10_000, tally);
    progress.clear();
    assertThat(printed().lines())
        .containsExactly(
            "0 of 60 s: 0 scenarios, 0 requests, 0 deaths, nothing broken",
            "5 of 60 s: 1 scenarios, 3 requests, 2 deaths, nothing broken",
            "10 of 60 s: 2 scenarios, 6 requests, 4 deaths, BROKEN 2 times");
  }

  @Test
  void oneLineOnATerminal() {
    Progress progress = new Progress(out, true, 60_000);
    progress.show(0, tally);
    progress.show(50, tally);
    tally.add(Judge.judge(Runs.duplicate().tell()));
    progress.show(100, tally);
    assertThat(printed())
        .isEqualTo(
            "\r0 of 60 s: 0 scenarios, 0 requests, 0 deaths, nothing broken"
                + "\r0 of 60 s: 1 scenarios, 3 requests, 2 deaths, BROKEN 2 times");
    bytes.reset();
    progress.clear();
    assertThat(printed()).isEqualTo("\r" + " ".repeat(60) + "\r");
  }

  @Test
  void aShorterLineCoversALongerOne() {
    Progress progress = new Progress(out, true, 60_000);
    progress.show(0, tally);
    progress.clear();
    progress.clear();
    assertThat(printed()).doesNotContain("\n").endsWith("\r");
  }
}
