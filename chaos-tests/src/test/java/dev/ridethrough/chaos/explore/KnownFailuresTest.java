package dev.ridethrough.chaos.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.chaos.check.Figure;
import dev.ridethrough.chaos.check.KnownResult;
import dev.ridethrough.chaos.check.KnownResult.Outcome;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.KnownFailure;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import dev.ridethrough.chaos.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In the simulated world, with a proxy that does not wait: it breaks promise 3, and no other.
class KnownFailuresTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);
  private static final Path SCENARIO = Path.of("corpus/in-flight-at-sigterm.json");
  private static final Path SUSPENDED = Path.of("corpus/suspended.json");

  @TempDir Path corpus;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectory(corpus.resolve("known"));
  }

  private void write(String id, String world, String expires, Path scenario, int promise)
      throws IOException {
    Files.writeString(
        corpus.resolve("known").resolve(id + ".json"),
        """
        {"issue": "https://example.org/1", "owner": "ann", "expires": "%s", "promises": [%d],
         "world": "%s", "scenario": %s}
        """
            .formatted(expires, promise, world, Files.readString(scenario)));
  }

  /// Runs them, and one generated scenario.
  private Exploration explored(KnownFailures known, Sabotage sabotage, List<Exploration.Ran> into)
      throws IOException {
    try (World world = sabotage.simWorld()) {
      Exploration.Plan plan = new Exploration.Plan(5, Duration.ZERO, 2, List.of(), known, sabotage);
      Exploration exploration =
          new Exploration(
              plan,
              Worlds.of(world),
              (run, _) -> {
                synchronized (into) {
                  into.add(run);
                }
                return true;
              });
      exploration.run();
      return exploration;
    }
  }

  private List<Outcome> outcomes(Sabotage sabotage) throws Exception {
    KnownFailures known = KnownFailures.read(corpus, Place.SIM, TODAY);
    var _ = explored(known, sabotage, new ArrayList<>());
    return known.results().stream().map(KnownResult::outcome).toList();
  }

  @Test
  void itStillRunsAndCountsForNothing() throws Exception {
    write("a", "sim", "2026-11-27", SCENARIO, 3);
    KnownFailures known = KnownFailures.read(corpus, Place.SIM, TODAY);
    List<Exploration.Ran> ran = new ArrayList<>();
    Exploration exploration = explored(known, Sabotage.NO_RETRY, ran);
    assertThat(known.results()).extracting(KnownResult::outcome).containsExactly(Outcome.KNOWN);
    assertThat(ran).extracting(Exploration.Ran::number).containsExactlyInAnyOrder(1, 2);
    assertThat(exploration.tally().get(Figure.SCENARIOS)).isEqualTo(1);
    Exploration.Ran its = ran.stream().filter(it -> it.number() == 1).findFirst().orElseThrow();
    assertThat(its.place()).isEqualTo(Exploration.GIVEN);
    assertThat(its.scenario()).isEqualTo(ScenarioFile.read(SCENARIO));
    assertThat(its.judgement().broken()).isEmpty();
    assertThat(its.judgement().rulings()).hasSize(10);
  }

  @Test
  void whenItHasExpiredItIsBrokenAsUsual() throws Exception {
    write("a", "sim", "2026-11-26", SCENARIO, 3);
    KnownFailures known = KnownFailures.read(corpus, Place.SIM, TODAY);
    List<Exploration.Ran> ran = new ArrayList<>();
    Exploration exploration = explored(known, Sabotage.NO_RETRY, ran);
    assertThat(known.results()).extracting(KnownResult::outcome).containsExactly(Outcome.EXPIRED);
    assertThat(exploration.tally().verdict(Promise.RIDES_OUT)).isInstanceOf(Verdict.Broken.class);
    Exploration.Ran its = ran.stream().filter(it -> it.number() == 1).findFirst().orElseThrow();
    assertThat(its.judgement().broken())
        .extracting(it -> it.promise())
        .containsExactly(Promise.RIDES_OUT);
  }

  @Test
  void whatIsBlamedOnItIsBrokenInTheSum() throws Exception {
    write("a", "sim", "2026-11-26", SCENARIO, 3);
    KnownFailures known = KnownFailures.read(corpus, Place.SIM, TODAY);
    Tally sum = new Tally();
    try (World world = Sabotage.NO_RETRY.simWorld()) {
      KnownFailure failure = known.possible(world).getFirst();
      var _ = known.judge(failure, world.run(failure.scenario(), 1), sum);
    }
    assertThat(sum.verdict(Promise.RIDES_OUT)).isInstanceOf(Verdict.Broken.class);
    assertThat(sum.get(Figure.SCENARIOS)).isZero();
  }

  @Test
  void whatHoldsHasPassed() throws Exception {
    write("a", "sim", "2026-12-01", SCENARIO, 3);
    assertThat(outcomes(Sabotage.NONE)).containsExactly(Outcome.PASSED);
  }

  @Test
  void anotherPromiseIsNotExcused() throws Exception {
    write("a", "sim", "2026-12-01", SCENARIO, 8);
    assertThat(outcomes(Sabotage.NO_RETRY)).containsExactly(Outcome.BROKEN);
  }

  @Test
  void withNothingKilledItIsNeitherBrokenNorKept() throws Exception {
    write("a", "sim", "2026-12-01", SCENARIO, 3);
    assertThat(outcomes(Sabotage.NO_KILL)).containsExactly(Outcome.INVALID);
  }

  @Test
  void whatCannotBeDoneHereIsSaidToBeSkipped() throws Exception {
    Path jumping = corpus.resolve("jumping.json");
    String text = Files.readString(SUSPENDED).replace("SUSPENDED", "WALL_CLOCK_JUMP");
    Files.writeString(jumping, text);
    write("a", "sim", "2026-12-01", jumping, 3);
    assertThat(outcomes(Sabotage.NONE)).containsExactly(Outcome.SKIPPED);
  }

  @Test
  void eachRunsInItsWorldOnly() throws Exception {
    write("a", "process", "2026-12-01", SCENARIO, 3);
    assertThat(outcomes(Sabotage.NONE)).isEmpty();
    assertThat(KnownFailures.read(corpus, Place.PROCESS, TODAY).possible(Sabotage.NONE.simWorld()))
        .hasSize(1);
  }

  @Test
  void thoseOfTheOtherWorldMustBeRightToo() throws Exception {
    write("a", "process", "2027-12-01", SCENARIO, 3);
    assertThatThrownBy(() -> KnownFailures.read(corpus, Place.SIM, TODAY))
        .isInstanceOf(BadScenarioException.class)
        .hasMessageContaining("a.json");
  }

  @Test
  void aCorpusNeedHaveNone() throws Exception {
    Files.delete(corpus.resolve("known"));
    assertThat(outcomes(Sabotage.NONE)).isEmpty();
  }
}
