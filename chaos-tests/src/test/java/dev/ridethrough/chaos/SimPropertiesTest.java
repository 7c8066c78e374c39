package dev.ridethrough.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.explore.Scenarios;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import dev.ridethrough.chaos.world.World;
import java.io.IOException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/// The sentence that this project exists for, on the simulated machine: no request is executed
/// twice, and every request finishes within the grace window. What fails is shrunk by jqwik.
class SimPropertiesTest {
  private static final World WORLD = Sabotage.NONE.simWorld();

  private long exercised;

  @BeforeProperty
  void begin() {
    exercised = 0;
  }

  /// Also says so when the promise was never put to the test: that would prove nothing.
  @AfterProperty
  void end() {
    assertThat(exercised).as("how often the promise was put to the test").isPositive();
  }

  @Property(tries = 500, shrinking = ShrinkingMode.FULL, seed = "1")
  void noRequestIsExecutedTwice(@ForAll("scenarios") Scenario scenario) throws IOException {
    judge(scenario, Promise.NO_DUPLICATE);
  }

  @Property(tries = 500, shrinking = ShrinkingMode.FULL, seed = "1")
  void everyRequestFinishesWithinTheGraceWindow(@ForAll("scenarios") Scenario scenario)
      throws IOException {
    judge(scenario, Promise.FINISHES);
  }

  /// Whatever else is promised.
  @Property(tries = 200, shrinking = ShrinkingMode.FULL, seed = "2")
  void everyPromiseIsKept(@ForAll("scenarios") Scenario scenario) throws IOException {
    judge(scenario, Promise.values());
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.simulated();
  }

  private void judge(Scenario scenario, Promise... promises) throws IOException {
    Judgement judgement = Judge.judge(WORLD.run(scenario, 0));
    for (Promise promise : promises) {
      Verdict verdict = judgement.verdict(promise);
      exercised += verdict.exercised();
      boolean bad = verdict instanceof Verdict.Broken || verdict instanceof Verdict.Invalid;
      String text = bad ? ScenarioFile.text(scenario) : "";
      assertThat(bad).as("%s: %s%n%s", promise, verdict, text).isFalse();
    }
  }
}
