package dev.ridethrough.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import dev.ridethrough.chaos.world.Targets;
import dev.ridethrough.chaos.world.sim.SimWorld;
import dev.ridethrough.chaos.world.sim.Software;
import dev.ridethrough.grace.Delivery;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What outlasts the drain, or ends right when it does, is dropped or complete, never between.
class CutByTheDrainTest {
  private static final int SCHEDULES = 40;

  private static History run(Delivery delivery, int seed) throws Exception {
    Scenario scenario = ScenarioFile.read(Path.of("corpus/cut-by-the-drain.json"));
    SimWorld world =
        new SimWorld(
            Targets.simulated("ridethrough", delivery),
            Software.yieldingCore(),
            OptionalLong.empty(),
            _ -> {});
    return world.run(scenario, seed);
  }

  private static List<Outcome> outcomes(History history) {
    return history.all(Event.Replied.class).stream().map(Event.Replied::outcome).toList();
  }

  @Test
  void withTheJournalEachIsExecutedOnceAndAnswered() throws Exception {
    for (int seed = 0; seed < SCHEDULES; seed++) {
      History history = run(Delivery.EXACTLY_ONCE, seed);
      assertThat(Judge.judge(history).broken()).as("seed %d", seed).isEmpty();
      assertThat(outcomes(history)).as("seed %d", seed).hasSize(8).containsOnly(Outcome.RESULT);
    }
  }

  @Test
  void withoutItWhatWasCutIsUnknown() throws Exception {
    History history = run(Delivery.AT_MOST_ONCE, 0);
    assertThat(Judge.judge(history).broken()).isEmpty();
    assertThat(outcomes(history)).contains(Outcome.UNKNOWN);
  }
}
