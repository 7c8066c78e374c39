package dev.ridethrough.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import dev.ridethrough.chaos.world.World;
import dev.ridethrough.grace.Delivery;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where a reply is lost on real processes, the journal has it.
class ExactlyOnceIT {
  private static final Path APP = Path.of(System.getProperty("ridethrough.app"));

  @Test
  void whoseReplyWasLostGetsItFromTheNextGeneration() throws Exception {
    History history = run(Delivery.EXACTLY_ONCE);
    Judgement judgement = Judge.judge(history);

    assertThat(judgement.broken()).isEmpty();
    assertThat(judgement.isValid()).isTrue();
    assertThat(outcomes(history)).isNotEmpty().containsOnly(Outcome.RESULT);
  }

  @Test
  void withoutItTheSameScheduleLeavesDoubt() throws Exception {
    assertThat(outcomes(run(Delivery.AT_MOST_ONCE))).contains(Outcome.UNKNOWN);
  }

  private static List<Outcome> outcomes(History history) {
    return history.all(Event.Replied.class).stream().map(Event.Replied::outcome).toList();
  }

  private static History run(Delivery delivery) throws Exception {
    Scenario scenario = ScenarioFile.read(Path.of("corpus/killed-between-commit-and-reply.json"));
    try (World world = Sabotage.NONE.processWorld(APP, delivery)) {
      return world.run(scenario, 1);
    }
  }
}
