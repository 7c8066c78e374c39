package dev.ridethrough.chaos.report;

import static dev.ridethrough.chaos.report.Runs.EXPIRES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FinalTest {
  @Test
  void held() {
    assertThat(Final.line(Runs.summary(Runs.good())))
        .isEqualTo(
            "HELD: 3 requests over 2 daemon deaths, 0 duplicates, 0 late, longest stall 0.8 s"
                + " (seed 1)");
  }

  @Test
  void broken() {
    assertThat(Final.line(Runs.summary(Runs.good(), Runs.duplicate())))
        .isEqualTo(
            "BROKEN: promise 1 (No duplicate), once: request 2 was executed 2 times:"
                + " rows 2 and 9; again: ci/reproduce X");
    assertThat(Final.line(Runs.summary(Runs.duplicate(), Runs.duplicate())))
        .startsWith("BROKEN: promise 1 (No duplicate), 2 times: ");
  }

  @Test
  void heldInBothWorlds() {
    assertThat(Final.line(Runs.after(Runs.summary(Runs.good()), Runs.good())))
        .isEqualTo(
            "HELD: 3 requests over 2 daemon deaths, 0 duplicates, 0 late, longest stall 0.8 s;"
                + " and 1 scenarios in simulated time (seed 1)");
  }

  @Test
  void whatSimulatedTimeFoundDecidesWhereRealProcessesHeld() {
    Summary broken = Runs.after(Runs.summary(Runs.duplicate()), Runs.good());

    assertThat(broken.verdict()).isEqualTo(Overall.BROKEN);
    assertThat(Final.line(broken))
        .startsWith("BROKEN: promise 1 (No duplicate), once: ")
        .endsWith("again: ci/reproduce X, in sim");
    assertThat(Final.line(Runs.after(Runs.summary(Runs.harmless()), Runs.good())))
        .startsWith("VACUOUS: promise 1")
        .endsWith("(seed 1), in sim");
    Summary control =
        Runs.after(Runs.summary(List.of(), List.of(Runs.MISSED), true, Runs.good()), Runs.good());
    assertThat(Final.line(control)).startsWith("INVALID: the control").endsWith(", in sim");
  }

  /// It happens again each time.
  @Test
  void whatSimulatedTimeFoundIsNamedFirst() {
    Summary both = Runs.after(Runs.summary(Runs.duplicate()), Runs.duplicate());
    assertThat(Final.line(both)).endsWith("again: ci/reproduce X, in sim");
  }

  @Test
  void whatCannotBeRunAgainIsNotNamedFirst() {
    Summary unsaved = Runs.summary(List.of(), List.of(), false, Runs.duplicate());
    assertThat(Final.line(Runs.after(unsaved, Runs.duplicate()))).endsWith("ci/reproduce X");
    Summary control = Runs.summary(List.of(), List.of(Runs.MISSED), true, Runs.good());
    assertThat(Final.line(Runs.after(control, Runs.duplicate()))).endsWith("ci/reproduce X");
  }

  @Test
  void brokenButNotSaved() {
    assertThat(Final.line(Runs.summary(List.of(), List.of(), false, Runs.duplicate())))
        .isEqualTo(
            "BROKEN: promise 1 (No duplicate), once: request 2 was executed 2 times:"
                + " rows 2 and 9 (seed 1)");
  }

  @Test
  void vacuous() {
    assertThat(Final.line(Runs.summary(Runs.harmless())))
        .isEqualTo(
            "VACUOUS: promise 1 (No duplicate) was not put to the test: no request with an effect"
                + " overlapped a daemon's death or an outage (seed 1)");
    assertThat(Final.line(Runs.summary(List.of(Runs.UNMET), List.of(), true, Runs.good())))
        .isEqualTo("VACUOUS: too few requests in flight at a SIGTERM: had 3, needed 20 (seed 1)");
  }

  /// It need not put every promise to the test, so that a promise is not why.
  @Test
  void whatIsNoGateLacksARequirementAndNoPromise() {
    assertThat(Final.line(Runs.summary(List.of(Runs.UNMET), List.of(), true, Runs.harmless())))
        .isEqualTo("VACUOUS: too few requests in flight at a SIGTERM: had 3, needed 20 (seed 1)");
  }

  @Test
  void invalid() {
    assertThat(Final.line(Runs.summary(Runs.failed("no disk"))))
        .isEqualTo(
            "INVALID: promise 1 (No duplicate) can't be judged: the harness failed: no disk"
                + " (seed 1)");
    assertThat(Final.line(Runs.summary(List.of(), List.of(Runs.MISSED), true, Runs.good())))
        .isEqualTo(
            "INVALID: the control \"resend\" should be BROKEN, promise 1, but was HELD (seed 1)");
    assertThat(Final.harnessFailed("the build failed"))
        .isEqualTo("INVALID: the harness failed: the build failed");
  }

  @Test
  void brokenOutranksAMissedControl() {
    assertThat(Final.line(Runs.summary(List.of(), List.of(Runs.MISSED), true, Runs.duplicate())))
        .startsWith("BROKEN: promise 1");
  }

  @Test
  void interrupted() {
    assertThat(Final.interrupted()).isEqualTo(Final.Form.INTERRUPTED.text());
  }

  /// What the code under test wrote gets into sentences.
  @Test
  void oneLineThatNoTerminalObeys() {
    assertThat(Final.harnessFailed("a\nb\033[31mc\u202Ed\u0085\u2028"))
        .isEqualTo("INVALID: the harness failed: a\\u{a}b\\u{1b}[31mc\\u{202e}d\\u{85}\\u{2028}");
    assertThat(Final.harnessFailed("x".repeat(10_000))).hasSizeLessThan(600).endsWith("...");
  }

  @Test
  void whatIsFilledInIsNotFilledAgain() {
    assertThat(Final.line(Runs.summary(Runs.failed("SEED REASON $1 \\"))))
        .endsWith("the harness failed: SEED REASON $1 \\ (seed 1)");
  }

  @Test
  void aFaultThatNeverLandedIsVacuous() {
    assertThat(Final.line(Runs.summary(List.of(Runs.MISSING), List.of(), true, Runs.good())))
        .isEqualTo(
            "VACUOUS: too few times that the fault STOPPED landed: had 0, needed 1 (seed 1)");
  }

  /// A duplicate breaks promises 1 and 4.
  @Test
  void knownFailures() {
    assertThat(Final.line(Runs.known(EXPIRES, Runs.duplicate(), 1, 4)))
        .startsWith("HELD: 3 requests");
    assertThat(Final.line(Runs.known(EXPIRES.plusDays(1), Runs.duplicate(), 1, 4)))
        .isEqualTo(
            "BROKEN: promise 1 (No duplicate), once: request 2 was executed 2 times:"
                + " rows 2 and 9; again: ci/reproduce X; known failure gives-up expired on"
                + " 2026-12-20 (https://example.org/issues/12, ann)");
    assertThat(Final.line(Runs.known(EXPIRES, Runs.duplicate(), 4)))
        .isEqualTo(
            "BROKEN: promise 1 (No duplicate), once: request 2 was executed 2 times:"
                + " rows 2 and 9; again: ci/reproduce X");
    assertThat(Final.line(Runs.known(EXPIRES, Runs.good(), 1, 4)))
        .isEqualTo(
            "INVALID: the known failure gives-up is none any more: it kept promise 1 (No duplicate)"
                + " and promise 4 (Tells the truth); delete known/gives-up.json and close"
                + " https://example.org/issues/12 (ann, seed 1)");
    assertThat(Final.line(Runs.known(EXPIRES, Runs.failed("no disk"), 1)))
        .isEqualTo(
            "INVALID: the known failure gives-up can't be judged: promise 1 (No duplicate) can't be"
                + " judged: the harness failed: no disk (seed 1)");
  }

  @Test
  void aKnownFailureOfRealProcessesDecidesWhereSimulatedTimeHeld() {
    Summary held = Runs.summary(Runs.good());
    assertThat(Final.line(Runs.knownAfter(held, EXPIRES, Runs.good(), 1)))
        .startsWith("INVALID: the known failure gives-up is none any more")
        .endsWith("(ann, seed 1)");
  }

  /// Here the duplicate, promise 1, is nobody's known failure.
  @Test
  void whatBreaksSomethingElseIsNotSaidToHaveExpired() {
    Story givenUp =
        new Story()
            .serving(0, 1)
            .killed(50, 1)
            .sent(100, 7)
            .serving(200, 2)
            .reply(2_110, 7, Outcome.NOT_SENT);
    Summary both = Runs.knownBeside(Runs.duplicate(), EXPIRES.plusDays(1), givenUp, 3);
    assertThat(both.known().getFirst().broken()).containsExactly(3);
    assertThat(Final.line(both)).startsWith("BROKEN: promise 1").endsWith("ci/reproduce X");
  }

  @Test
  void aKnownFailureOfSimulatedTimeDecides() {
    Summary passed = Runs.after(Runs.known(EXPIRES, Runs.good(), 1), Runs.good());
    assertThat(passed.verdict()).isEqualTo(Overall.INVALID);
    assertThat(Final.line(passed))
        .startsWith("INVALID: the known failure gives-up is none any more")
        .endsWith(", in sim");
    Summary known = Runs.after(Runs.known(EXPIRES, Runs.duplicate(), 1, 4), Runs.good());
    assertThat(Final.line(known)).startsWith("HELD");
  }

  @ParameterizedTest
  @EnumSource
  void eachFaultIsListed(Fault fault) throws Exception {
    String page = Files.readString(Path.of("..", "docs", "verdicts.md"));
    assertThat(page).contains("| `" + fault + "` | " + fault.title() + " |");
  }

  @ParameterizedTest
  @EnumSource(Final.Form.class)
  void eachFormIsExplained(Final.Form form) throws Exception {
    String page = Files.readString(Path.of("..", "docs", "verdicts.md"));
    assertThat(page).contains("`" + form.text() + "`");
  }
}
