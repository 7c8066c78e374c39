package dev.ridethrough.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

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
                + " 2 of 2 faults landed where aimed")
        .anyMatch(it -> it.startsWith("  5  Fails fast             not judged          -  no "));
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
