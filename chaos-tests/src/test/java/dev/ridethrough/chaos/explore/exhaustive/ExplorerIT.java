package dev.ridethrough.chaos.explore.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.world.sim.SimWorld;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExplorerIT {
  private static final String ONE = "one-request";

  private static Explorer explored(Sabotage sabotage, int lanes) throws IOException {
    try (SimWorld world = sabotage.simWorld()) {
      Explorer explorer =
          new Explorer(
              new Explorer.Effort(Delivery.AT_MOST_ONCE, 1, 0, lanes, ONE),
              world,
              (_, _, _, _) -> {});
      explorer.run();
      return explorer;
    }
  }

  @Test
  void oneRequestSurvivesEveryKillPointAndTheSameEachTime() throws IOException {
    Explorer one = explored(Sabotage.NONE, 1);
    Explorer two = explored(Sabotage.NONE, 2);
    assertThat(GateVerdict.of(one.tally()).overall()).isNotEqualTo(Overall.BROKEN);
    assertThat(one.tally().broken()).isZero();
    assertThat(one.strikes()).isGreaterThan(200);
    assertThat(two.digest()).isEqualTo(one.digest());
    assertThat(one.certificate().unplanned()).isEmpty();
  }

  /// The proxy that everybody writes first.
  @Test
  void aProxyThatSendsAgainIsCaught() throws IOException {
    GateVerdict verdict = GateVerdict.of(explored(Sabotage.RESEND_SAME_KEY, 2).tally());
    assertThat(verdict.overall()).isEqualTo(Overall.BROKEN);
    assertThat(verdict.broken()).contains(Promise.NO_DUPLICATE);
  }
}
