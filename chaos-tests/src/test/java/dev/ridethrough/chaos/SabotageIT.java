package dev.ridethrough.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Control;
import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.explore.Controls;
import dev.ridethrough.chaos.explore.Gate;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import dev.ridethrough.chaos.world.process.ProcessWorld;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A harness that can't fail proves nothing: each way to spoil a run must be noticed.
class SabotageIT {
  private static final Path APP = Path.of(System.getProperty("ridethrough.app"));

  @ParameterizedTest
  @EnumSource
  void everyNegativeControlIsAsItShouldBe(Controls kind) throws Exception {
    Control control = kind.run(Gate.Part.PROCESSES, APP);
    assertThat(control.isAsExpected()).as("%s", control).isTrue();
  }

  @Test
  void withoutRetryPromiseThreeIsBroken() throws Exception {
    GateVerdict verdict = verdict(Sabotage.NO_RETRY, "in-flight-at-sigterm");
    assertThat(verdict.overall()).isEqualTo(Overall.BROKEN);
    assertThat(verdict.broken()).contains(Promise.RIDES_OUT);
  }

  @Test
  void withRetryTheSameScenarioHolds() throws Exception {
    GateVerdict verdict = verdict(Sabotage.NONE, "in-flight-at-sigterm");
    assertThat(verdict.overall()).as("%s", verdict.rulings()).isEqualTo(Overall.HELD);
  }

  private static GateVerdict verdict(Sabotage sabotage, String name) throws Exception {
    Scenario scenario = ScenarioFile.read(Path.of("corpus", name + ".json"));
    try (ProcessWorld world = sabotage.processWorld(APP)) {
      Tally tally = new Tally();
      tally.add(Judge.judge(world.run(sabotage.applied(scenario), 1)));
      return GateVerdict.ofExercised(tally);
    }
  }
}
