package dev.ridethrough.chaos.explore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.HistoryDigest;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.sim.SimWorld;
import dev.ridethrough.chaos.world.sim.Trace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A generated scenario is decided by its number, and its history by the scenario.
class SequenceTest {
  private static final long SEED = 11;
  private static final int SCENARIOS = 150;
  private static final int IN_ANOTHER_JVM = 25;

  private final SimWorld world = Sabotage.NONE.simWorld();

  @Test
  void aScenarioHasTheSameHistoryTwice() {
    try (Sequence sequence = new Sequence(SEED)) {
      for (int i = 0; i < SCENARIOS; i++) {
        Scenario scenario = sequence.get(i);
        History one = world.run(scenario, 1);
        if (!one.equals(world.run(scenario, 2))) {
          throw new AssertionError("scenario " + i + ": " + divergence(scenario));
        }
      }
    }
  }

  private String divergence(Scenario scenario) {
    return Trace.divergence(world.trace(scenario), world.trace(scenario))
        .orElse("the traces are the same, only the events differ");
  }

  @Test
  void theNumberAloneDecidesTheScenario() {
    try (Sequence sequence = new Sequence(SEED)) {
      Scenario seventh = sequence.get(7);
      sequence.get(3);
      assertThat(sequence.get(7)).isEqualTo(seventh);
    }
    try (Sequence sequence = new Sequence(SEED + 1)) {
      assertThat(sequence.get(7)).isNotEqualTo(sequence.get(3));
    }
  }

  /// Whatever the JVM has compiled, loaded and hashed before.
  @Test
  void historiesAreTheSameInAnotherJvm() throws IOException, InterruptedException {
    HistoryDigest ours = new HistoryDigest();
    try (Sequence sequence = new Sequence(SEED)) {
      for (int i = 0; i < IN_ANOTHER_JVM; i++) {
        ours.add(HistoryDigest.of(world.run(sequence.get(i), i)));
      }
    }
    assertThat(digestOfAnotherJvm()).contains("digest " + ours + " of " + IN_ANOTHER_JVM);
  }

  private static String digestOfAnotherJvm() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(
        List.of(
            "-Xint", "-Djdk.trackAllThreads=false", "--add-opens=java.base/java.lang=ALL-UNNAMED"));
    command.addAll(List.of("-cp", ManagementFactory.getRuntimeMXBean().getClassPath()));
    command.addAll(List.of("dev.ridethrough.chaos.cli.Main", "digest", "--seed", SEED + ""));
    command.addAll(List.of("--count", IN_ANOTHER_JVM + ""));
    Process other = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(other.getInputStream().readAllBytes(), UTF_8);
    assertThat(other.waitFor()).as(said).isZero();
    return said;
  }
}
