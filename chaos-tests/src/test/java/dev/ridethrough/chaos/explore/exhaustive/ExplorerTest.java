package dev.ridethrough.chaos.explore.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.world.Targets;
import dev.ridethrough.chaos.world.sim.SimWorld;
import dev.ridethrough.chaos.world.sim.Software;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExplorerTest {
  private static final int MANY = 200;

  @Test
  void whatFailsIsNotWaitedFor() {
    AtomicInteger runs = new AtomicInteger();
    SimWorld world =
        new SimWorld(
            Targets.simulated("ridethrough", Delivery.AT_MOST_ONCE),
            Software.yieldingCore(),
            OptionalLong.empty(),
            event -> runs.addAndGet(event instanceof Event.Ended ? 1 : 0));
    Explorer.Effort effort = new Explorer.Effort(Delivery.AT_MOST_ONCE, MANY, 0, 2, "one-request");
    Explorer explorer =
        new Explorer(
            effort,
            world,
            (_, _, _, _) -> {
              throw new IOException("no room");
            });

    assertThatThrownBy(explorer::run).hasMessage("no room");
    assertThat(runs).hasValueLessThan(MANY);
  }
}
