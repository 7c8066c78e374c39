package dev.ridethrough.chaos.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TemplatesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void eachFaultHasOneThatHoldsItAndCanBeStored(Fault fault) throws Exception {
    Scenario scenario = Templates.of("mine", fault);
    if (fault.when() != Fault.When.DEATH) {
      assertThat(scenario.faults()).containsExactly(fault);
    }
    Path file = folder.resolve("mine.json");
    ScenarioFile.write(scenario, file);
    assertThat(ScenarioFile.read(file)).isEqualTo(scenario);
  }
}
