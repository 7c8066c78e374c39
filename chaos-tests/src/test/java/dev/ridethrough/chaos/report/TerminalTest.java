package dev.ridethrough.chaos.report;

import static dev.ridethrough.chaos.report.Runs.EXPIRES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Requirement;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Fault;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void theTable() {
    String table = new Terminal(false).table(Runs.summary(Runs.good()));
    assertThat(table.lines())
        .startsWith(
            "     promise                verdict     exercised",
            "  1  No duplicate           HELD                3",
            "  2  Finishes               HELD                3")
        .contains(
            "        20 of 20  enough   requests in flight at a SIGTERM",
            "  resend is as it should be: BROKEN, promise 1 and 4",
            "1 scenarios (1 generated) in 61.5 s; 1 SIGKILL, 1 SIGTERM, 0 unexpected deaths; 2 restarts",
            "3 requests: 2 result, 0 error, 0 not_sent, 1 unknown; 3 overlapped an outage",
            "stall p50 20 ms, p99 800 ms, longest 800 ms; late means more than 500 ms over;"
                + " 2 of 2 faults landed where aimed");
  }

  /// What has landed is no news, and where it stands beside the others.
  @Test
  void theFaultsOfAGate() {
    List<Requirement> requirements = List.of(Runs.MET, Runs.LANDED, Runs.MISSING);
    Story story = Runs.good().disturbed(300, 1, Fault.SLOW_START, 1);
    String table = new Terminal(false).table(Runs.summary(requirements, List.of(), true, story));
    assertThat(table.lines())
        .contains(
            "        20 of 20  enough   requests in flight at a SIGTERM",
            "          0 of 1  too few  times that the fault STOPPED landed",
            "      landed  fault",
            "           1  the daemon is killed",
            "           0  the daemon is stopped (SIGSTOP) for less than the window",
            "      0 of 1  the daemon is held up before it serves",
            "           -  another user's socket lies at the path (not here: needs root\\u{1b})")
        .doesNotContain("          1 of 1  enough   times that the fault SIGKILL landed");
    assertThat(table.lines().filter(it -> it.matches(" {6,11}(0 of )?[0-9-]  (?!too few).*")))
        .hasSize(Fault.values().length);
  }

  @Test
  void elsewhereOnlyTheFaultsThatWereTried() {
    Story story = Runs.good().disturbed(300, 1, Fault.SLOW_START, 1);
    String table = new Terminal(false).table(Runs.summary(story));
    assertThat(table.lines().filter(it -> it.matches(" {6,11}(0 of )?[0-9-]  .*")))
        .containsExactly(
            "           1  the daemon is killed",
            "           1  the daemon is told to terminate",
            "      0 of 1  the daemon is held up before it serves");
    assertThat(new Terminal(false).table(Runs.summary())).doesNotContain("landed  fault");
  }

  @Test
  void whatIsWrong() {
    Summary summary =
        Runs.summary(List.of(Runs.UNMET), List.of(Runs.MISSED), true, Runs.duplicate());
    assertThat(new Terminal(false).table(summary).lines())
        .contains(
            "  1  No duplicate           BROKEN              3  request 2 was executed 2 times:"
                + " rows 2 and 9",
            "         3 of 20  too few  requests in flight at a SIGTERM",
            "  resend is WRONG: should be BROKEN, promise 1, but was HELD");
  }

  @Test
  void knownFailures() {
    assertThat(known(EXPIRES.minusDays(3), Runs.duplicate(), 1, 4))
        .contains(
            "known failures",
            "  KNOWN     gives-up: known for 3 more days (https://example.org/issues/12, ann):"
                + " promise 1 (No duplicate): request 2 was executed 2 times: rows 2 and 9");
    assertThat(known(EXPIRES.minusDays(1), Runs.duplicate(), 1, 4))
        .anyMatch(it -> it.startsWith("  KNOWN     gives-up: known for one more day ("));
    assertThat(known(EXPIRES, Runs.duplicate(), 1, 4))
        .anyMatch(it -> it.startsWith("  KNOWN     gives-up: known for today only ("));
    assertThat(known(EXPIRES.plusDays(1), Runs.duplicate(), 1, 4))
        .contains(
            "  EXPIRED   gives-up: known failure gives-up expired on 2026-12-20"
                + " (https://example.org/issues/12, ann): promise 1 (No duplicate): request 2 was"
                + " executed 2 times: rows 2 and 9");
    assertThat(known(EXPIRES, Runs.good(), 1))
        .anyMatch(
            it -> it.contains("PASSED    gives-up: it kept promise 1 (No duplicate): delete"));
    assertThat(new Terminal(false).table(Runs.summary(Runs.good())))
        .doesNotContain("known failures");
  }

  private static List<String> known(LocalDate today, Story story, Integer... promises) {
    return new Terminal(false).table(Runs.known(today, story, promises)).lines().toList();
  }

  @Test
  void whatRecordingCost() {
    assertThat(new Terminal(false).table(Runs.measured()).lines())
        .contains(
            "recording: 1,234 events, 0.8 µs each, longest 120 µs; 0.012 % of the scenarios' time");
    assertThat(new Terminal(false).table(Runs.summary(Runs.good()))).doesNotContain("recording");
  }

  @Test
  void colourOnlyWhenAsked() {
    Summary summary = Runs.summary(Runs.duplicate());
    assertThat(new Terminal(false).table(summary)).doesNotContain("\033");
    assertThat(new Terminal(true).table(summary))
        .contains("\033[31mBROKEN    \033[0m", "\033[32mHELD      \033[0m");
  }

  @Test
  void testsHaveNoTerminal() {
    assertThat(Terminal.isPresent()).isFalse();
  }
}
