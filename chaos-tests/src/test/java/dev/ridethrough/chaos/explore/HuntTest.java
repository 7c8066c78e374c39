package dev.ridethrough.chaos.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Control;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.sim.SimWorld;
import org.junit.jupiter.api.Test;

/// What simulated time must find, since its verdict is known.
class HuntTest {
  @Test
  void theRetryThatEveryoneWritesFirstIsFoundByASchedule() {
    try (SimWorld world = Sabotage.RESEND_SAME_KEY.simWorld()) {
      Hunt.Found found = new Hunt(world, 1, System.nanoTime()).run().orElseThrow();

      Scenario smallest = found.smallest();
      Life life = smallest.lives().getFirst();
      assertThat(life.requests()).hasSize(1).allMatch(it -> it.atMillis() == 0);
      assertThat(life.death().aim()).isInstanceOf(Aim.Point.class);
    }
  }

  @Test
  void eachControlComesOutAsItShould() {
    assertThat(Controls.inSim()).hasSize(Controls.values().length).allMatch(Control::isAsExpected);
  }
}
