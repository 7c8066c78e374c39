package dev.ridethrough.chaos.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.foreign.Daemons.Death;
import dev.ridethrough.chaos.foreign.Daemons.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForeignResultTest {
  private static final Batch READ = new Batch("r", false, 1, 0, 7, 0, "");
  private static final Batch WRITE = new Batch("w", true, 1, 0, 9, 0, "");
  private static final Batch LOAD = new Batch("l", true, 30, 0, 40, 0, "");
  private static final Map<String, Integer> ROWS = Map.of("w", 1, "l", 30);

  @Test
  void isHeldWithTenRestartsOfWhichFiveAreKills() {
    ForeignResult result = result(restarts(5, 5), List.of(READ, WRITE, LOAD), ROWS);
    assertThat(result.verdict()).isEqualTo(Overall.HELD);
    assertThat(result.reasons()).isEmpty();
    assertThat(result.calls()).isEqualTo(32);
    assertThat(result.rows()).isEqualTo(31);
    assertThat(result.longestMillis()).isEqualTo(40);
  }

  @Test
  void isVacuousWithFewerRestarts() {
    assertVacuous(restarts(0, 0));
    assertVacuous(restarts(5, 4));
    assertVacuous(restarts(4, 60));
  }

  @Test
  void whatNobodyFeltDoesNotCount() {
    List<Restart> restarts = restarts(5, 4);
    restarts.add(restart(Signal.SIGKILL, false));
    restarts.add(restart(Signal.SIGTERM, false));
    assertVacuous(restarts);
    assertThat(result(restarts, List.of(WRITE), Map.of("w", 1)).outside()).isEqualTo(2);
  }

  @Test
  void oneFailedCallBreaksIt() {
    Batch failed = new Batch("l", true, 30, 1, 40, 0, "it was told so");
    ForeignResult result = result(restarts(5, 5), List.of(WRITE, failed), ROWS);
    assertThat(result.verdict()).isEqualTo(Overall.BROKEN);
    assertThat(result.failed()).isEqualTo(1);
    assertThat(result.reasons()).contains("l: it was told so");
  }

  @Test
  void whoFailsWithoutEnoughRestartsIsBrokenAllTheSame() {
    Batch failed = new Batch("w", true, 1, 1, 9, 0, "no");
    assertThat(result(restarts(1, 0), List.of(failed), Map.of()).verdict())
        .isEqualTo(Overall.BROKEN);
  }

  /// A call that failed may have left its row or not.
  @Test
  void aFailedCallIsNeitherADuplicateNorMissing() {
    Batch failed = new Batch("w", true, 1, 1, 9, 0, "no");
    for (Map<String, Integer> rows : List.of(Map.<String, Integer>of(), Map.of("w", 1))) {
      ForeignResult result = result(restarts(5, 5), List.of(failed), rows);
      assertThat(result.duplicates()).isZero();
      assertThat(result.missing()).isZero();
    }
  }

  @Test
  void aRowTooManyBreaksIt() {
    assertDuplicates(List.of(WRITE), Map.of("w", 2), 1);
    assertDuplicates(List.of(LOAD), Map.of("l", 33), 3);
    assertDuplicates(List.of(READ), Map.of("r", 1), 1);
    assertDuplicates(List.of(WRITE), Map.of("w", 1, "nobody's", 2), 2);
  }

  @Test
  void aRowTooFewBreaksIt() {
    ForeignResult result = result(restarts(5, 5), List.of(WRITE, LOAD), Map.of("l", 28));
    assertThat(result.verdict()).isEqualTo(Overall.BROKEN);
    assertThat(result.missing()).isEqualTo(3);
  }

  /// Calls of one token: one was lost, another one executed twice.
  @Test
  void whatIsLostHidesNothingThatIsExecutedTwice() {
    ForeignResult result =
        ForeignResult.of(ForeignRow.LOAD_LEGACY, restarts(5, 5), List.of(LOAD), Map.of("l", 30), 1);
    assertThat(result.verdict()).isEqualTo(Overall.BROKEN);
    assertThat(result.duplicates()).isEqualTo(1);
  }

  @Test
  void aDaemonThatEndsByItselfBreaksIt() {
    for (Signal signal : Signal.values()) {
      List<Restart> restarts = restarts(5, 5);
      restarts.add(new Restart(new Death(signal, 1, 2, 3, 1), true));
      ForeignResult result = result(restarts, List.of(WRITE), Map.of("w", 1));
      assertThat(result.verdict()).isEqualTo(Overall.BROKEN);
      assertThat(result.reasons()).singleElement().asString().contains("status 1", "" + signal);
    }
  }

  @Test
  void theWorstClientDecides() {
    ForeignResult held = result(restarts(5, 5), List.of(WRITE), Map.of("w", 1));
    ForeignResult vacuous = result(restarts(1, 1), List.of(WRITE), Map.of("w", 1));
    ForeignResult invalid = ForeignResult.invalid(ForeignRow.LOAD_MODERN, "not\u001b there");
    assertThat(report(held, held).verdict()).isEqualTo(Overall.HELD);
    assertThat(report(held, vacuous).verdict()).isEqualTo(Overall.VACUOUS);
    assertThat(report(invalid, vacuous).verdict()).isEqualTo(Overall.INVALID);
    assertThat(report().verdict()).isEqualTo(Overall.VACUOUS);
    assertThat(report(held, invalid).table())
        .contains("Inspector --load, modern: not\\u{1b} there")
        .endsWith("(exactly-once, seed 7)\n");
  }

  private static void assertVacuous(List<Restart> restarts) {
    assertThat(result(restarts, List.of(WRITE), Map.of("w", 1)).verdict())
        .isEqualTo(Overall.VACUOUS);
  }

  private static void assertDuplicates(
      List<Batch> batches, Map<String, Integer> rows, int duplicates) {
    ForeignResult result = result(restarts(5, 5), batches, rows);
    assertThat(result.verdict()).isEqualTo(Overall.BROKEN);
    assertThat(result.duplicates()).isEqualTo(duplicates);
  }

  private static ForeignResult result(
      List<Restart> restarts, List<Batch> batches, Map<String, Integer> rows) {
    return ForeignResult.of(ForeignRow.SDK, restarts, batches, rows, 0);
  }

  private static ForeignReport report(ForeignResult... results) {
    return ForeignReport.of("exactly-once", 7, List.of(results));
  }

  private static List<Restart> restarts(int kills, int terminations) {
    List<Restart> restarts = new ArrayList<>();
    restarts.addAll(Collections.nCopies(kills, restart(Signal.SIGKILL, true)));
    restarts.addAll(Collections.nCopies(terminations, restart(Signal.SIGTERM, true)));
    return restarts;
  }

  private static Restart restart(Signal signal, boolean inside) {
    int status = signal == Signal.SIGKILL ? 137 : 0;
    return new Restart(new Death(signal, 1, 2, 3, status), inside);
  }
}
