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
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// Generates the lives of scenarios for simulated time.
final class SimLives {
  static final int MOST_PROXIES = 5;

  /// Early in a life.
  static final Aim SOON = new Aim.Time(50);

  private static final long LATEST_DEATH_MILLIS = 1_500;
  private static final int LOOP = 3;

  private SimLives() {}

  /// A daemon that dies somehow, and comes back some time.
  static Arbitrary<Life> ordinary() {
    return Combinators.combine(requests(5, 7, 600), death(), outage()).as(Life::of);
  }

  /// What goes wrong before that may still last when it dies.
  static Arbitrary<Life> disturbed() {
    Arbitrary<List<Disturbance>> disturbances =
        Arbitraries.frequencyOf(
            Tuple.of(3, SimDisturbances.ofDaemon().map(List::of)),
            Tuple.of(1, SimDisturbances.ofProxy().map(List::of)),
            Tuple.of(
                1,
                Combinators.combine(SimDisturbances.ofDaemon(), SimDisturbances.ofProxy())
                    .as(List::of)));
    return Combinators.combine(requests(5, 7, 1_000), disturbances, death(), outage())
        .as(Life::new);
  }

  /// One kill catches several requests between commit and reply. Nowhere else are threads gathered:
  /// those that wait for one that never comes would hold up requests, which nothing excuses.
  static Arbitrary<Life> killedBeforeReply() {
    Arbitrary<List<Request>> appends = request(10, Action.APPEND).list().ofMinSize(5).ofMaxSize(8);
    Arbitrary<Death> death =
        Arbitraries.integers()
            .between(2, 4)
            .map(n -> new Aim.Point(Coordinate.daemon(Phase.REPLY, Operation.WRITE, 1), n))
            .map(aim -> new Death(Signal.SIGKILL, aim));
    return Combinators.combine(appends, death, outage()).as(Life::of);
  }

  /// A request kills the daemon that runs it.
  static Arbitrary<Life> poisoned() {
    Arbitrary<Request> poison =
        Combinators.combine(proxy(), Arbitraries.longs().between(1, 500))
            .as((proxy, work) -> new Request(proxy, Action.POISON, 0, work));
    Arbitrary<List<Request>> others = request(300, Action.APPEND).list().ofMinSize(4).ofMaxSize(6);
    Death death = new Death(Signal.SIGKILL, new Aim.Point(Scenario.POISONED, 1));
    return Combinators.combine(poison, others, outage())
        .as((it, more, outage) ->
            Life.of(Stream.concat(Stream.of(it), more.stream()).toList(), death, outage));
  }

  /// A client does not read while large replies come.
  static Arbitrary<Life> unread() {
    return Combinators.combine(proxy(), Arbitraries.longs().between(200, 3_000), outage())
        .as(SimLives::unread);
  }

  private static Life unread(int proxy, long millis, Outage outage) {
    List<Request> large =
        Stream.of(10L, 20L, 30L, 40L, 50L)
            .map(at -> new Request(proxy, Action.LARGE_ECHO, at, 0))
            .toList();
    Disturbance unread = new Disturbance(Fault.OUTPUT_UNREAD, new Aim.Time(0), proxy, millis);
    Death death = new Death(Signal.SIGKILL, new Aim.Time(millis + 300));
    return new Life(large, List.of(unread), death, outage);
  }

  /// Three in a row die before they serve.
  static Arbitrary<List<Life>> crashLoop() {
    Arbitrary<Outage> pause =
        Combinators.combine(Arbitraries.longs().between(0, 500), requests(3, 4, 400))
            .as(Outage::of);
    return Combinators.combine(Arbitraries.of(EveryPoint.early()), pause)
        .as((point, outage) -> Life.of(List.of(), killed(point), outage))
        .list()
        .ofSize(LOOP);
  }

  private static Death killed(Coordinate point) {
    return new Death(Signal.SIGKILL, new Aim.Point(point, 1));
  }

  /// Some are struck again while they drain.
  private static Arbitrary<Death> death() {
    Arbitrary<Aim> drains =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, LATEST_DEATH_MILLIS).map(Aim.Time::new),
            aimAtPoint(EveryPoint.draining()));
    Arbitrary<Death> then =
        Combinators.combine(Arbitraries.of(Signal.SIGKILL, Signal.SIGTERM), drains).as(Death::new);
    return Arbitraries.frequencyOf(
        Tuple.of(6, deathAim().map(aim -> new Death(Signal.SIGKILL, aim))),
        Tuple.of(2, deathAim().map(aim -> new Death(Signal.SIGTERM, aim))),
        Tuple.of(
            1,
            Combinators.combine(deathAim(), then)
                .as((aim, last) -> new Death(Signal.SIGTERM, aim, List.of(last)))));
  }

  private static Arbitrary<Aim> deathAim() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.longs().between(0, LATEST_DEATH_MILLIS).map(Aim.Time::new)),
        Tuple.of(3, aimAtPoint(EveryPoint.inDaemon())),
        Tuple.of(1, aimAtPoint(EveryPoint.inProxies(MOST_PROXIES))));
  }

  static Arbitrary<Aim> aimAtPoint(List<Coordinate> points) {
    return Arbitraries.of(points).map(it -> new Aim.Point(it, 1));
  }

  /// From no time at all to longer than any window.
  private static Arbitrary<Outage> outage() {
    Arbitrary<Long> millis =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.longs().between(0, 50)),
            Tuple.of(3, Arbitraries.longs().between(50, 2_000)),
            Tuple.of(3, Arbitraries.longs().between(2_000, 7_400)),
            Tuple.of(1, Arbitraries.longs().between(7_400, 12_000)));
    return Combinators.combine(millis, SimDisturbances.inOutage(), requests(3, 4, 3_000))
        .as(Outage::new);
  }

  private static Arbitrary<List<Request>> requests(int min, int max, long untilMillis) {
    Arbitrary<Action> action =
        Arbitraries.frequency(
            Tuple.of(24, Action.APPEND),
            Tuple.of(12, Action.SLOW_APPEND),
            Tuple.of(4, Action.DIRECT_APPEND),
            Tuple.of(4, Action.ENSURE),
            Tuple.of(6, Action.READ),
            Tuple.of(6, Action.ECHO),
            Tuple.of(1, Action.LARGE_ECHO));
    Arbitrary<Long> cancel =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.just(0L)), Tuple.of(1, Arbitraries.longs().between(1, 2_000)));
    return Combinators.combine(
            proxy(),
            action,
            Arbitraries.longs().between(0, untilMillis),
            Arbitraries.longs().between(1, 900),
            cancel)
        .as((proxy, what, at, work, cancelMillis) ->
            new Request(proxy, what, at, what.works() ? work : 0, cancelMillis))
        .list()
        .ofMinSize(min)
        .ofMaxSize(max);
  }

  private static Arbitrary<Request> request(long untilMillis, Action action) {
    return Combinators.combine(proxy(), Arbitraries.longs().between(0, untilMillis))
        .as((proxy, at) -> new Request(proxy, action, at, 0));
  }

  static Arbitrary<Integer> proxy() {
    return Arbitraries.integers().between(0, MOST_PROXIES - 1);
  }
}
