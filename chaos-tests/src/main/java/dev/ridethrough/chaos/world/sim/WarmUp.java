package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.machine.Phase;
import java.util.List;
import java.util.stream.Stream;

/// A scenario with a bit of everything, to be run before any other, alone.
///
/// Libraries fill caches under locks at first use. Simulations that run side by side would meet
/// there, and one would wake the other's threads, which makes that run invalid; afterwards the
/// caches are read without a lock.
final class WarmUp {
  private static final long WINDOW_MILLIS = 300;

  static final Scenario SCENARIO =
      new Scenario(
          "warm-up", WINDOW_MILLIS, 1_000, 2, List.of(killedAtReply(), terminated(), obstructed()));

  private WarmUp() {}

  private static Life killedAtReply() {
    Aim atReply = new Aim.Point(Coordinate.daemon(Phase.REPLY, Operation.WRITE, 2), 1);
    return Life.of(everything(), new Death(Signal.SIGKILL, atReply), outage(50, List.of()));
  }

  private static Life terminated() {
    return Life.of(
        everything(), new Death(Signal.SIGTERM, new Aim.Time(20)), outage(600, List.of()));
  }

  private static Life obstructed() {
    return Life.of(
        List.of(),
        new Death(Signal.SIGKILL, new Aim.Time(0)),
        outage(100, List.of(Fault.REGULAR_FILE)));
  }

  private static Outage outage(long millis, List<Fault> faults) {
    return new Outage(millis, faults, everything());
  }

  private static List<Request> everything() {
    return Stream.of(Action.values())
        .filter(it -> it != Action.POISON)
        .flatMap(it ->
            it.lasts() ? Stream.of(request(it, 0)) : Stream.of(request(it, 0), request(it, 5)))
        .toList();
  }

  private static Request request(Action action, long cancelMillis) {
    return new Request(
        action.hasEffect() ? 0 : 1, action, 1, action.works() ? 30 : 0, cancelMillis);
  }
}
