package dev.ridethrough.chaos.explore.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.explore.exhaustive.KillPoint.Kind;
import dev.ridethrough.chaos.explore.exhaustive.Visits.Place;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Death.Signal;
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

/// What counts as a hit: a metric that counts too much certifies what nobody tested.
class VisitsTest {
  private static final KillPoint LOCK = daemon(Phase.START, Operation.LOCK);
  private static final KillPoint REPLY = daemon(Phase.REPLY, Operation.WRITE);
  private static final List<Request> ONE = List.of(new Request(0, Action.APPEND, 0, 0));

  private static KillPoint daemon(Phase phase, Operation operation) {
    return new KillPoint(Kind.DAEMON, phase, operation);
  }

  private static Visits run(Life... lives) {
    Visits visits = new Visits();
    try (SimWorld world = Sabotage.NONE.simWorld()) {
      world.run(new Scenario("visits", 8_000, 4_000, 1, List.of(lives)), visits);
    }
    return visits;
  }

  private static Life killed(Aim aim, List<Request> requests, Outage outage) {
    return Life.of(requests, new Death(Signal.SIGKILL, aim), outage);
  }

  private static Aim at(Phase phase, Operation operation) {
    return new Aim.Point(Coordinate.daemon(phase, operation, 1), 1);
  }

  @Test
  void whatAColdStartPassesIsKnownButNotHit() {
    Visits visits = run();
    assertThat(visits.points()).contains(LOCK);
    assertThat(visits.hit()).isEmpty();
    assertThat(visits.counts()).isEmpty();
  }

  @Test
  void aStartIsHitWhileARequestWaitsForIt() {
    Visits visits = run(killed(new Aim.Time(50), List.of(), Outage.of(300, ONE)));
    assertThat(visits.hit()).contains(new Window(LOCK, Phase.WAIT));
  }

  @Test
  void aStartThatNobodyWaitsForIsNotHit() {
    Visits visits = run(killed(new Aim.Time(50), List.of(), Outage.of(300, List.of())));
    assertThat(visits.hit()).filteredOn(it -> it.point().equals(LOCK)).isEmpty();
  }

  @Test
  void whoIsKilledAtAPointWasKilledInside() {
    Visits visits = run(killed(at(Phase.REPLY, Operation.WRITE), ONE, Outage.of(0, List.of())));
    assertThat(visits.killed()).containsExactly(new Window(REPLY, Phase.AWAIT));
  }

  @Test
  void whoIsKilledAtATimeWasKilledInsideOfNothing() {
    Visits visits = run(killed(new Aim.Time(1), ONE, Outage.of(0, List.of())));
    assertThat(visits.hit()).isNotEmpty();
    assertThat(visits.killed()).isEmpty();
  }

  @Test
  void passesAreCountedInTheLifeThatTheyEnd() {
    Visits visits = run(killed(new Aim.Time(50), ONE, Outage.of(0, List.of())));
    assertThat(visits.counts())
        .containsEntry(place(0, Phase.EXECUTE, Operation.COMMIT), 1)
        .containsEntry(place(1, Phase.START, Operation.WRITE), 1)
        .doesNotContainKey(place(0, Phase.START, Operation.WRITE));
  }

  private static Place place(int life, Phase phase, Operation operation) {
    return new Place(life, Coordinate.DAEMON, phase, operation);
  }
}
