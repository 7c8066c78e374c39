package dev.ridethrough.chaos.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ridethrough.chaos.check.Control;
import dev.ridethrough.chaos.check.Figure;
import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.World;
import dev.ridethrough.chaos.world.container.Engine;
import dev.ridethrough.grace.Delivery;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The same scenarios in containers. Skipped where no engine answers, unless
/// `-Dcontainer=required`.
class ContainerIT {
  private static final Path APP = Path.of(System.getProperty("ridethrough.app"));
  private static final long SEED = 7;

  @BeforeAll
  static void needsAnEngine() {
    String wanted = System.getProperty("container", "auto");
    assertThat(wanted).as("-Dcontainer").isIn("required", "auto", "none");
    assumeTrue(!wanted.equals("none"), "as -Dcontainer=none says");
    String absence = Engine.absence();
    if (wanted.equals("required")) {
      assertThat(absence).as("-Dcontainer=required").isNull();
    }
    assumeTrue(absence == null, absence);
  }

  @Test
  void whateverAnEngineDoesToADaemonIsRiddenOut() throws Exception {
    Scenario scenario = scenario();
    Tally tally = new Tally();
    History history;
    try (World world = Sabotage.NONE.containerWorld(APP, Delivery.EXACTLY_ONCE)) {
      assertThat(world.impossible()).doesNotContainKey(Fault.MEMORY_LIMIT);
      history = world.run(scenario, 0);
    }
    tally.add(Judge.judge(history));
    GateVerdict verdict = GateVerdict.ofExercised(tally, List.of());
    assertThat(verdict.overall()).as("%s", verdict.rulings()).isEqualTo(Overall.HELD);
    assertThat(tally.get(Figure.KILLED) + tally.get(Figure.TERMINATED))
        .isEqualTo(scenario.lives().size());
    for (Fault fault : Fault.values()) {
      if (fault.needsEngine()) {
        assertThat(tally.get(fault).landed()).as("%s", fault).isPositive();
      }
    }
  }

  private static Scenario scenario() {
    AtomicReference<Scenario> made = new AtomicReference<>();
    JqwikSession.run(
        () -> made.set(ContainerScenarios.any().generator(1_000).next(new Random(SEED)).value()));
    return made.get();
  }

  /// A world in which nothing can go wrong would prove nothing.
  @Test
  void aProxyThatSendsAgainExecutesTwice() throws Exception {
    Control control;
    try (World world = Sabotage.RESEND_SAME_KEY.containerWorld(APP, Delivery.AT_MOST_ONCE)) {
      control = Controls.RESENT_UNDER_SAME_KEY.run(world);
    }
    assertThat(control.isAsExpected()).as("%s", control).isTrue();
  }
}
