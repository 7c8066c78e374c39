package dev.ridethrough.chaos.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Scenario;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScenariosPropertiesTest {
  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.any();
  }

  @Property(tries = 200)
  void everyScenarioKillsAndAsks(@ForAll("scenarios") Scenario scenario) {
    assertThat(scenario.lives()).isNotEmpty();
    assertThat(scenario.requests()).isNotEmpty();
  }

  @Property(tries = 50)
  void sabotagedByNoKillNothingIsKilled(@ForAll("scenarios") Scenario scenario) {
    assertThat(Sabotage.NO_KILL.applied(scenario).lives())
        .allSatisfy(life -> assertThat(life.death().signal().name()).isEqualTo("NONE"));
    assertThat(Sabotage.NO_KILL.applied(scenario).requests()).isEqualTo(scenario.requests());
  }

  @Provide
  Arbitrary<Scenario> simulated() {
    return Scenarios.simulated();
  }

  @Property(tries = 500)
  void everySimulatedScenarioHasClientsRequestsAndARestart(@ForAll("simulated") Scenario scenario) {
    assertThat(scenario.proxies()).isGreaterThanOrEqualTo(3);
    assertThat(scenario.requests()).hasSizeGreaterThanOrEqualTo(8);
    assertThat(scenario.lives())
        .isNotEmpty()
        .allSatisfy(life -> assertThat(life.death().signal().name()).isNotEqualTo("NONE"));
  }

  @Property(tries = 100)
  void sabotagedByNoKillNothingIsPoisonous(@ForAll("simulated") Scenario scenario) {
    assertThat(Sabotage.NO_KILL.applied(scenario).requests())
        .hasSameSizeAs(scenario.requests())
        .noneMatch(it -> it.action() == Request.Action.POISON);
  }
}
