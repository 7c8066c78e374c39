package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// Generates what goes wrong beside deaths in simulated time: all that the list of faults has.
final class SimDisturbances {
  private static final long LATEST_MILLIS = 800;

  private SimDisturbances() {}

  static Arbitrary<Disturbance> ofDaemon() {
    return Arbitraries.frequencyOf(
        Tuple.of(5, lasting()),
        Tuple.of(1, noDescriptors()),
        Tuple.of(6, sudden()),
        Tuple.of(2, slowStart()),
        Tuple.of(1, beyondWindow()));
  }

  private static Arbitrary<Disturbance> lasting() {
    Arbitrary<Fault> faults =
        Arbitraries.frequency(
            Tuple.of(4, Fault.STOPPED),
            Tuple.of(3, Fault.SUSPENDED),
            Tuple.of(3, Fault.FULL_DISK),
            Tuple.of(1, Fault.FULL_BACKLOG));
    return Combinators.combine(faults, aim(), SimLives.proxy(), millis()).as(Disturbance::new);
  }

  /// Never at a kill point: to take them all takes a while, in which the thread that came there
  /// would stand still.
  private static Arbitrary<Disturbance> noDescriptors() {
    return Combinators.combine(time(), millis())
        .as((at, millis) -> new Disturbance(Fault.NO_DESCRIPTORS, at, 0, millis));
  }

  private static Arbitrary<Disturbance> sudden() {
    Arbitrary<Fault> faults =
        Arbitraries.of(
            Fault.SECOND_DAEMON,
            Fault.TWO_HOMES,
            Fault.SOCKET_DELETED,
            Fault.LOCK_DELETED,
            Fault.DIRECTORY_DELETED);
    return Combinators.combine(faults, aim()).as((fault, at) -> new Disturbance(fault, at, 0, 0));
  }

  private static Arbitrary<Disturbance> slowStart() {
    return Combinators.combine(SimLives.aimAtPoint(EveryPoint.early()), millis())
        .as((at, millis) -> new Disturbance(Fault.SLOW_START, at, 0, millis));
  }

  private static Arbitrary<Disturbance> beyondWindow() {
    Arbitrary<Long> millis =
        Arbitraries.longs()
            .between(Scenario.REAL_WINDOW_MILLIS, Scenario.REAL_WINDOW_MILLIS + 5_000);
    return Combinators.combine(aim(), millis)
        .as((at, it) -> new Disturbance(Fault.STOPPED_BEYOND_WINDOW, at, 0, it));
  }

  static Arbitrary<Disturbance> ofProxy() {
    Arbitrary<Fault> faults =
        Arbitraries.of(
            Fault.PROXY_KILLED, Fault.PROXY_TERMINATED, Fault.PROXY_STOPPED, Fault.EDITOR_KILLED);
    return Combinators.combine(faults, aim(), SimLives.proxy(), millis()).as(Disturbance::new);
  }

  /// Sometimes longer than the limit of silence.
  private static Arbitrary<Long> millis() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.longs().between(0, 900)),
        Tuple.of(2, Arbitraries.longs().between(900, 7_900)));
  }

  private static Arbitrary<Aim> aim() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, time()),
        Tuple.of(1, SimLives.aimAtPoint(EveryPoint.working())),
        Tuple.of(1, SimLives.aimAtPoint(EveryPoint.inProxies(SimLives.MOST_PROXIES))));
  }

  /// One thing at most lies at the path, and a start is forbidden for one reason at most: the
  /// contender must say which.
  static Arbitrary<List<Fault>> inOutage() {
    Arbitrary<List<Fault>> forbidden =
        Arbitraries.of(
                Fault.REGULAR_FILE,
                Fault.DIRECTORY,
                Fault.DANGLING_LINK,
                Fault.UNREADABLE_DIRECTORY,
                Fault.READ_ONLY_DIRECTORY,
                Fault.LEDGER_UNOPENABLE,
                Fault.HANGS_UP)
            .map(List::of);
    Arbitrary<List<Fault>> harmless =
        Arbitraries.of(
            Stream.of(Fault.STALE_SOCKET, Fault.FOREIGN_SOCKET, Fault.EARLY_START)
                .map(List::of)
                .toList());
    Arbitrary<List<Fault>> free =
        Arbitraries.of(
            List.of(Fault.STALE_LOCK),
            List.of(Fault.TWO_STARTERS),
            List.of(Fault.STALE_LOCK, Fault.TWO_STARTERS),
            List.of(Fault.STALE_LOCK, Fault.STALE_SOCKET),
            List.of(Fault.STALE_SOCKET, Fault.TWO_STARTERS));
    return Arbitraries.frequencyOf(
        Tuple.of(8, Arbitraries.just(List.of())),
        Tuple.of(2, forbidden),
        Tuple.of(2, harmless),
        Tuple.of(2, free),
        Tuple.of(1, Combinators.combine(forbidden, free).as(SimDisturbances::both)));
  }

  /// Without a second thing at the path.
  private static List<Fault> both(List<Fault> one, List<Fault> other) {
    return Stream.concat(one.stream(), other.stream())
        .filter(it -> it != Fault.STALE_SOCKET)
        .toList();
  }

  private static Arbitrary<Aim> time() {
    return Arbitraries.longs().between(0, LATEST_MILLIS).map(Aim.Time::new);
  }
}
