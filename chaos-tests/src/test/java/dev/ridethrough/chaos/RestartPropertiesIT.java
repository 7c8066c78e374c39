package dev.ridethrough.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.explore.Scenarios;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.HistoryFile;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import dev.ridethrough.chaos.world.Targets;
import dev.ridethrough.chaos.world.process.ProcessWorld;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/// The sentence that this project exists for, on real processes. The command line draws from the
/// same scenarios.
///
/// No shrinking here: jqwik's does not stop the running try, which would go on starting processes.
class RestartPropertiesIT {
  private static final Path FAILURES = Path.of("target", "property-failures");

  private ProcessWorld world;
  private int index;
  private long exercised;

  @BeforeProperty
  void open() throws IOException {
    Path app = Path.of(System.getProperty("ridethrough.app"));
    world =
        new ProcessWorld(
            Targets.ridethrough(app, Delivery.AT_MOST_ONCE), OptionalLong.empty(), _ -> {});
    exercised = 0;
  }

  /// Also says so when the promise was never put to the test: that would prove nothing.
  @AfterProperty
  void close() {
    world.close();
    assertThat(exercised).as("how often the promise was put to the test").isPositive();
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF, seed = "1")
  void noRequestIsExecutedTwice(@ForAll("scenarios") Scenario scenario) throws IOException {
    judge(scenario, Promise.NO_DUPLICATE);
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF, seed = "2")
  void everyRequestFinishesWithinTheGraceWindow(@ForAll("scenarios") Scenario scenario)
      throws IOException {
    judge(scenario, Promise.FINISHES);
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.any();
  }

  private void judge(Scenario scenario, Promise promise) throws IOException {
    History history = world.run(scenario, ++index);
    Verdict verdict = Judge.judge(history).verdict(promise);
    exercised += verdict.exercised();
    boolean bad = verdict instanceof Verdict.Broken || verdict instanceof Verdict.Invalid;
    String replay = bad ? saved(scenario, history, promise) : "";
    assertThat(bad).as("%s%nreplay: %s", verdict, replay).isFalse();
    world.discard(index);
  }

  private String saved(Scenario scenario, History history, Promise promise) throws IOException {
    Files.createDirectories(FAILURES);
    String name = promise.name().toLowerCase(java.util.Locale.ROOT) + "-" + index;
    Path file = FAILURES.resolve(name + ".json");
    ScenarioFile.write(scenario, file);
    HistoryFile.write(history, FAILURES.resolve(name + ".jsonl"));
    return "ci/chaos run --scenario chaos-tests/" + file;
  }
}
