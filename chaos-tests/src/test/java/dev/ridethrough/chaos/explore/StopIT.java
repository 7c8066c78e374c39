package dev.ridethrough.chaos.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.world.World;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// On real processes, as `ci/chaos stopped` does it; all phases at once.
class StopIT {
  private static final Path APP = Path.of(System.getProperty("ridethrough.app"));

  @ParameterizedTest
  @EnumSource
  void whoeverWasToldSomethingIsNotExecutedAfterwards(Delivery delivery) throws Exception {
    assertThat(results(delivery))
        .allSatisfy(it -> assertThat(it.reason()).isEmpty())
        .extracting(StopResult::verdict)
        .containsOnly(Overall.HELD);
  }

  private static List<StopResult> results(Delivery delivery) throws Exception {
    try (World world = world(delivery)) {
      return StopResult.all(world);
    }
  }

  private static World world(Delivery delivery) throws IOException {
    return Sabotage.NONE.processWorld(APP, delivery);
  }
}
