package dev.ridethrough.chaos.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.grace.Delivery;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The official Java SDK's client; the Inspector has to be installed, so it is `ci/clients` that
/// runs it.
class ForeignRunIT {
  private static final long SEED = 20_261_127;

  @TempDir private Path report;

  @Test
  void noCallFailsThroughTenRestarts() {
    ForeignResult result = run(Delivery.EXACTLY_ONCE, 10);
    assertThat(result.verdict()).as(result.toString()).isEqualTo(Overall.HELD);
    assertThat(result.sigkill()).as(result.toString()).isEqualTo(5);
    assertThat(result.sigterm()).as(result.toString()).isEqualTo(5);
  }

  @Test
  void withoutTheJournalCallsFail() {
    ForeignResult result = run(Delivery.AT_MOST_ONCE, 4);
    assertThat(result.verdict()).as(result.toString()).isEqualTo(Overall.BROKEN);
    assertThat(result.reasons().toString()).contains("Outcome unknown");
    assertThat(result.duplicates()).as(result.toString()).isZero();
  }

  @Test
  void withoutRestartsThereIsNothingToSee() {
    assertThat(run(Delivery.EXACTLY_ONCE, 0).verdict()).isEqualTo(Overall.VACUOUS);
  }

  @Test
  void whatIsNotInstalledIsInvalidAndSaysWhatToDo() {
    ForeignResult result = run(ForeignRow.LOAD_LEGACY, Delivery.EXACTLY_ONCE, 1);
    assertThat(result.verdict()).isEqualTo(Overall.INVALID);
    assertThat(result.reasons().toString()).contains("run `ci/clients --install`");
  }

  private ForeignResult run(Delivery delivery, int restarts) {
    return run(ForeignRow.SDK, delivery, restarts);
  }

  private ForeignResult run(ForeignRow row, Delivery delivery, int restarts) {
    Path app = Path.of(System.getProperty("ridethrough.app"));
    Path nothing = report.resolve("nothing");
    return new ForeignRun(app, nothing, delivery, restarts, SEED, report).run(row, _ -> {});
  }
}
