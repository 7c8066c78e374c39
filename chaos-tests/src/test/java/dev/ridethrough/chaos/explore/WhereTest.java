package dev.ridethrough.chaos.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.sim.SimWorld;
import dev.ridethrough.machine.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a history of the simulated world says of the place where a fault struck, and of who left
/// which row.
class WhereTest {
  private static final Aim REPLY =
      new Aim.Point(Coordinate.daemon(Phase.REPLY, Operation.WRITE, 1), 1);

  private static History run(Sabotage sabotage, Aim death, List<Disturbance> disturbances) {
    Life life =
        new Life(
            List.of(new Request(0, Action.APPEND, 0, 0)),
            disturbances,
            new Death(Signal.SIGKILL, death),
            Outage.of(10, List.of()));
    try (SimWorld world = sabotage.simWorld()) {
      return world.run(new Scenario("where", 2_000, 1_000, 1, List.of(life)), 1);
    }
  }

  @Test
  void theCodeAtAKillPoint() {
    assertThat(run(Sabotage.NONE, REPLY, List.of()).all(Event.FaultStruck.class).getFirst().where())
        .matches(
            "LineWriter\\.\\w+ \\(LineWriter.java:\\d+\\), called from LineWriter\\.write .*, called"
                + " from Conversation.execute \\(Conversation.java:\\d+\\)");
  }

  @Test
  void noPlaceWhereItWasATimeOrItMissed() {
    Aim never = new Aim.Point(Coordinate.daemon(Phase.DRAIN, Operation.UNLINK, 9), 1);
    for (Aim aim : List.of(new Aim.Time(5), never)) {
      assertThat(run(Sabotage.NONE, aim, List.of()).all(Event.FaultStruck.class).getFirst().where())
          .as(aim.words())
          .isNull();
    }
  }

  @Test
  void theCodeAtADisturbancesKillPointInAProxy() {
    Aim aim = new Aim.Point(new Coordinate(0, Phase.AWAIT, Operation.READ, 1), 1);
    Disturbance stop = new Disturbance(Fault.PROXY_STOPPED, aim, 0, 50);
    assertThat(
            run(Sabotage.NONE, new Aim.Time(500), List.of(stop))
                .all(Event.Disturbed.class)
                .getFirst()
                .where())
        .contains("DaemonLink.java:");
  }

  @Test
  void whoLeftWhichRow() {
    assertThat(run(Sabotage.NONE, REPLY, List.of()).all(Event.Effects.class))
        .extracting(Event.Effects::generations)
        .containsExactly(List.of(1));
    assertThat(run(Sabotage.RESEND_SAME_KEY, REPLY, List.of()).all(Event.Effects.class))
        .extracting(Event.Effects::generations)
        .containsExactly(List.of(1, 2));
  }
}
