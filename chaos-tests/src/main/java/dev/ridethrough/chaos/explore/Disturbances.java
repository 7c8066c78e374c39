package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Phase;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// Generates what goes wrong beside deaths. Only what can be done on every machine by every user: a
/// seed must mean the same scenarios everywhere. The corpus has the rest.
final class Disturbances {
  private static final long LATEST_MILLIS = 150;

  /// Longer than the limit of silence, now and then, but shorter than the window.
  private static final Arbitrary<Long> LASTING =
      Arbitraries.frequencyOf(
          Tuple.of(6, Arbitraries.longs().between(100, 900)),
          Tuple.of(1, Arbitraries.longs().between(3_100, 3_600)));

  private Disturbances() {}

  /// One in a life.
  static Arbitrary<Disturbance> any(int proxies) {
    return Arbitraries.frequencyOf(
        Tuple.of(4, lasting(proxies)), Tuple.of(4, sudden(proxies)), Tuple.of(1, slowStart()));
  }

  private static Arbitrary<Disturbance> lasting(int proxies) {
    Arbitrary<Fault> faults =
        Arbitraries.of(
            Fault.STOPPED,
            Fault.STOPPED,
            Fault.SUSPENDED,
            Fault.NO_DESCRIPTORS,
            Fault.PROXY_STOPPED);
    return Combinators.combine(faults, aim(), proxy(proxies), LASTING).as(Disturbance::new);
  }

  private static Arbitrary<Disturbance> sudden(int proxies) {
    Arbitrary<Fault> faults =
        Arbitraries.of(
            Fault.SECOND_DAEMON,
            Fault.TWO_HOMES,
            Fault.SOCKET_DELETED,
            Fault.LOCK_DELETED,
            Fault.DIRECTORY_DELETED,
            Fault.PROXY_KILLED,
            Fault.PROXY_TERMINATED,
            Fault.EDITOR_KILLED);
    return Combinators.combine(faults, aim(), proxy(proxies), Arbitraries.just(0L))
        .as(Disturbance::new);
  }

  private static Arbitrary<Disturbance> slowStart() {
    Arbitrary<Aim> before =
        Arbitraries.of(
            point(Phase.START, Operation.LOCK),
            point(Phase.BIND, Operation.LISTEN),
            point(Phase.BIND, Operation.RENAME),
            point(Phase.LOAD, Operation.OPEN_STORE));
    return Combinators.combine(before, Arbitraries.longs().between(100, 900))
        .as((aim, millis) -> new Disturbance(Fault.SLOW_START, aim, 0, millis));
  }

  private static Aim point(Phase phase, Operation operation) {
    return new Aim.Point(Coordinate.daemon(phase, operation, 1), 1);
  }

  private static Arbitrary<Integer> proxy(int proxies) {
    return Arbitraries.integers().between(0, proxies - 1);
  }

  private static Arbitrary<Aim> aim() {
    return Arbitraries.longs().between(0, LATEST_MILLIS).map(Aim.Time::new);
  }

  /// What lies in the way of the next start; mostly one thing.
  static Arbitrary<List<Fault>> inOutage() {
    return Arbitraries.of(
        List.of(Fault.STALE_LOCK),
        List.of(Fault.TWO_STARTERS),
        List.of(Fault.EARLY_START),
        List.of(Fault.STALE_SOCKET, Fault.TWO_STARTERS),
        List.of(Fault.STALE_LOCK, Fault.STALE_SOCKET),
        List.of(Fault.REGULAR_FILE),
        List.of(Fault.DIRECTORY),
        List.of(Fault.DANGLING_LINK),
        List.of(Fault.LEDGER_UNOPENABLE),
        List.of(Fault.HANGS_UP));
  }
}
