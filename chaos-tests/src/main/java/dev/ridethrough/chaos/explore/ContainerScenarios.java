package dev.ridethrough.chaos.explore;

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
import dev.ridethrough.machine.Phase;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Generates scenarios for containers: whatever an engine can do to a daemon, once in each, in any
/// order and at any point.
final class ContainerScenarios {
  private static final long DRAIN_MILLIS = 4_000;
  private static final int PROXIES = 2;

  /// How long a request works that an engine's patience cuts off.
  private static final long LONG_WORK_MILLIS = 2_000;

  private static final long PATIENCE_MILLIS = 1_000;

  private static final long PLANNED_MILLIS = 300;

  /// Its clients need some time after it.
  private static final long PAUSE_MILLIS = 400;

  private static final Aim AFTER_COMMIT =
      new Aim.Point(Coordinate.daemon(Phase.REPLY, Operation.WRITE, 1), 1);

  private ContainerScenarios() {}

  /// At most two violent deaths in a row: starts of containers are slow, and a request that meets
  /// many of them outlasts its window on a busy machine.
  static Arbitrary<Scenario> any() {
    return Combinators.combine(shuffled(violent()), shuffled(calm()))
        .as(ContainerScenarios::mixed)
        .map(lives ->
            new Scenario("containers", Scenario.REAL_WINDOW_MILLIS, DRAIN_MILLIS, PROXIES, lives));
  }

  private static List<Arbitrary<Life>> violent() {
    return List.of(
        killed(point(), List.of(), next(Fault.STALE_SOCKET)),
        killed(time(), List.of(), next(Fault.RESTART_POLICY)),
        killed(Arbitraries.just(AFTER_COMMIT), List.of(), next(Fault.IMAGE_REPLACED)),
        killed(point(), List.of(Fault.MEMORY_LIMIT), next(Fault.IMAGE_REPLACED)),
        killed(point(), List.of(Fault.MEMORY_LIMIT), next(Fault.RESTART_POLICY)),
        killed(time(), List.of(), lying(Fault.READ_ONLY_VOLUME)),
        killed(point(), List.of(), quiet()));
  }

  private static List<Arbitrary<Life>> calm() {
    return List.of(planned(List.of()), planned(List.of(Fault.ENGINE_STOP)), cutOff(), paused());
  }

  private static Arbitrary<List<Life>> shuffled(List<Arbitrary<Life>> kinds) {
    return Combinators.combine(kinds).as(lives -> lives).flatMap(Arbitraries::shuffle);
  }

  private static List<Life> mixed(List<Life> violent, List<Life> calm) {
    List<Life> lives = new ArrayList<>();
    for (int i = 0; i < violent.size(); i++) {
      lives.add(violent.get(i));
      if (i % 2 == 1 || i == violent.size() - 1) {
        lives.add(calm.get(i / 2));
      }
    }
    return lives;
  }

  private static Arbitrary<Life> killed(
      Arbitrary<Aim> aims, List<Fault> by, Arbitrary<Outage> outages) {
    return Combinators.combine(requests(4, 8, 0), aims, outages)
        .as((requests, aim, outage) ->
            Life.of(requests, new Death(Signal.SIGKILL, aim, List.of(), by), outage));
  }

  /// With requests in flight that end within the drain limit.
  private static Arbitrary<Life> planned(List<Fault> by) {
    return Combinators.combine(requests(4, 6, 600), quiet())
        .as((requests, outage) ->
            Life.of(
                requests,
                new Death(Signal.SIGTERM, new Aim.Time(PLANNED_MILLIS), List.of(), by),
                outage));
  }

  /// The engine's patience ends before the drain does.
  private static Arbitrary<Life> cutOff() {
    List<Fault> by = List.of(Fault.ENGINE_STOP);
    Death then = new Death(Signal.SIGKILL, new Aim.Time(PATIENCE_MILLIS), List.of(), by);
    Death death = new Death(Signal.SIGTERM, new Aim.Time(PLANNED_MILLIS), List.of(then), by);
    return Combinators.combine(requests(2, 3, LONG_WORK_MILLIS), quiet())
        .as((requests, outage) -> Life.of(requests, death, outage));
  }

  private static Arbitrary<Life> paused() {
    return Combinators.combine(requests(4, 6, 0), quiet())
        .as((requests, outage) ->
            new Life(
                requests,
                List.of(new Disturbance(Fault.STOPPED, new Aim.Time(10), 0, PAUSE_MILLIS)),
                new Death(Signal.SIGKILL, new Aim.Time(2 * PAUSE_MILLIS)),
                outage));
  }

  private static Arbitrary<Aim> point() {
    return Arbitraries.of(KillPoints.withOneProxy());
  }

  private static Arbitrary<Aim> time() {
    return Arbitraries.longs().between(0, 100).map(Aim.Time::new);
  }

  private static Arbitrary<Outage> quiet() {
    return outage(List.of());
  }

  private static Arbitrary<Outage> next(Fault fault) {
    return outage(List.of(fault));
  }

  private static Arbitrary<Outage> outage(List<Fault> faults) {
    return requests(1, 3, 0).map(it -> new Outage(0, faults, it));
  }

  private static Arbitrary<Outage> lying(Fault fault) {
    return requests(1, 3, 0).map(it -> new Outage(200, List.of(fault), it));
  }

  private static Arbitrary<List<Request>> requests(int min, int max, long workMillis) {
    Action action = workMillis > 0 ? Action.SLOW_APPEND : Action.APPEND;
    return Combinators.combine(
            Arbitraries.integers().between(0, PROXIES - 1), Arbitraries.longs().between(0, 50))
        .as((proxy, at) -> new Request(proxy, action, at, workMillis))
        .list()
        .ofMinSize(min)
        .ofMaxSize(max);
  }
}
