package dev.ridethrough.chaos.explore;

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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// The one generator of scenarios: the properties and the command line draw from it alike.
public final class Scenarios {
  private static final long DRAIN_MILLIS = 4_000;
  private static final int PROXIES = 2;

  /// Short enough that a gate sees many outages outlast it, long enough for a restart to fit in.
  private static final long SCALED_WINDOW_MILLIS = 1_500;

  private Scenarios() {}

  /// Three in four with the real window, in which every restart must be ridden out; the others with
  /// a scaled one, which some outages outlast.
  public static Arbitrary<Scenario> any() {
    return Arbitraries.frequencyOf(Tuple.of(3, restarts()), Tuple.of(1, outlasting()));
  }

  /// For simulated time: each with a seed, at least three clients, eight requests and a restart.
  public static Arbitrary<Scenario> simulated() {
    return SimScenarios.any();
  }

  private static Arbitrary<Scenario> restarts() {
    Arbitrary<Life> life =
        Arbitraries.frequencyOf(
            Tuple.of(3, crashAtAnyTime()),
            Tuple.of(4, crashAtPoint()),
            Tuple.of(2, crashBeforeReply()),
            Tuple.of(3, planned()),
            Tuple.of(3, disturbed()),
            Tuple.of(1, obstructed()));
    return life.list()
        .ofMinSize(6)
        .ofMaxSize(9)
        .map(lives -> scenario("restarts", Scenario.REAL_WINDOW_MILLIS, lives));
  }

  private static Arbitrary<Scenario> outlasting() {
    return outlastingLife()
        .list()
        .ofMinSize(1)
        .ofMaxSize(2)
        .map(lives -> scenario("outlasting", SCALED_WINDOW_MILLIS, lives));
  }

  private static Scenario scenario(String name, long window, List<Life> lives) {
    return new Scenario(name, window, DRAIN_MILLIS, PROXIES, startingServed(lives));
  }

  /// The proxies' sessions begin in the first life, so it must come to serve.
  private static List<Life> startingServed(List<Life> lives) {
    Life first = lives.getFirst();
    boolean early =
        first.death().aim() instanceof Aim.Point p && KillPoints.EARLY.contains(p.coordinate());
    if (!early) {
      return lives;
    }
    Death death = new Death(first.death().signal(), new Aim.Time(50));
    Life served = new Life(first.requests(), first.disturbances(), death, first.outage());
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(served), lives.stream().skip(1))
        .toList();
  }

  private static Arbitrary<Life> crashAtAnyTime() {
    Arbitrary<Aim> aim = Arbitraries.longs().between(0, 250).map(Aim.Time::new);
    return life(requests(6, 14, 200), signals(), aim, outage(0, 300));
  }

  private static Arbitrary<Life> crashAtPoint() {
    Arbitrary<Aim> aim =
        Arbitraries.of(KillPoints.ALL).map(coordinate -> new Aim.Point(coordinate, 1));
    return life(requests(8, 14, 100), signals(), aim, outage(0, 300));
  }

  /// The effect is committed, the reply is not written: the window in which a careless resend
  /// duplicates.
  private static Arbitrary<Life> crashBeforeReply() {
    Arbitrary<Aim> aim =
        Arbitraries.integers()
            .between(1, 3)
            .map(n -> new Aim.Point(Coordinate.daemon(Phase.REPLY, Operation.WRITE, 1), n));
    Arbitrary<List<Request>> appends =
        request(0, 30, Action.APPEND).list().ofMinSize(4).ofMaxSize(10);
    return life(appends, Arbitraries.of(Signal.SIGKILL), aim, outage(0, 200));
  }

  /// SIGTERM with requests in flight that end within the drain limit.
  private static Arbitrary<Life> planned() {
    Arbitrary<List<Request>> slow =
        request(0, 40, Action.SLOW_APPEND).list().ofMinSize(4).ofMaxSize(8);
    Arbitrary<Aim> aim = Arbitraries.longs().between(60, 150).map(Aim.Time::new);
    return life(slow, Arbitraries.of(Signal.SIGTERM), aim, outage(0, 200));
  }

  /// Something goes wrong before the end, and may go on until then.
  private static Arbitrary<Life> disturbed() {
    Arbitrary<Aim> aim = Arbitraries.longs().between(200, 900).map(Aim.Time::new);
    return Combinators.combine(
            requests(6, 12, 500), Disturbances.any(PROXIES), signals(), aim, outage(0, 200))
        .as((r, d, s, a, o) -> new Life(r, List.of(d), new Death(s, a), o));
  }

  /// Something lies in the way of the next start.
  private static Arbitrary<Life> obstructed() {
    Arbitrary<Aim> aim = Arbitraries.longs().between(0, 100).map(Aim.Time::new);
    Arbitrary<Outage> outage =
        Combinators.combine(
                Arbitraries.longs().between(100, 600), Disturbances.inOutage(), requests(2, 5, 300))
            .as(Outage::new);
    return life(requests(2, 6, 50), signals(), aim, outage);
  }

  private static Arbitrary<Life> outlastingLife() {
    Arbitrary<Aim> aim = Arbitraries.longs().between(50, 150).map(Aim.Time::new);
    Arbitrary<Outage> outage =
        Combinators.combine(
                Arbitraries.longs().between(SCALED_WINDOW_MILLIS + 300, SCALED_WINDOW_MILLIS + 900),
                staleSocket(),
                anyRequest(0, 200).list().ofMinSize(3).ofMaxSize(6))
            .as(Outage::new);
    return life(requests(2, 4, 50), signals(), aim, outage);
  }

  private static Arbitrary<Life> life(
      Arbitrary<List<Request>> requests,
      Arbitrary<Signal> signal,
      Arbitrary<Aim> aim,
      Arbitrary<Outage> outage) {
    return Combinators.combine(requests, signal, aim, outage)
        .as((r, s, a, o) -> Life.of(r, new Death(s, a), o));
  }

  private static Arbitrary<Signal> signals() {
    return Arbitraries.frequency(Tuple.of(3, Signal.SIGKILL), Tuple.of(1, Signal.SIGTERM));
  }

  /// Now and then it lasts so long that a proxy must be patient.
  private static Arbitrary<Outage> outage(long min, long max) {
    Arbitrary<Long> millis =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.longs().between(min, max)),
            Tuple.of(1, Arbitraries.longs().between(800, 2_000)));
    return Combinators.combine(millis, staleSocket(), requests(2, 6, max)).as(Outage::new);
  }

  private static Arbitrary<List<Fault>> staleSocket() {
    return Arbitraries.of(List.of(), List.of(Fault.STALE_SOCKET));
  }

  private static Arbitrary<List<Request>> requests(int min, int max, long untilMillis) {
    return anyRequest(0, untilMillis).list().ofMinSize(min).ofMaxSize(max);
  }

  private static Arbitrary<Request> anyRequest(long from, long until) {
    return Arbitraries.frequencyOf(
        Tuple.of(5, request(from, until, Action.APPEND)),
        Tuple.of(2, request(from, until, Action.SLOW_APPEND)),
        Tuple.of(1, request(from, until, Action.DIRECT_APPEND)),
        Tuple.of(1, request(from, until, Action.ENSURE)),
        Tuple.of(1, request(from, until, Action.READ)),
        Tuple.of(1, request(from, until, Action.ECHO)));
  }

  private static Arbitrary<Request> request(long from, long until, Action action) {
    Arbitrary<Long> work =
        action == Action.SLOW_APPEND ? Arbitraries.longs().between(150, 600) : Arbitraries.just(0L);
    return Combinators.combine(
            Arbitraries.integers().between(0, PROXIES - 1),
            Arbitraries.longs().between(from, until),
            work)
        .as((proxy, at, millis) -> new Request(proxy, action, at, millis));
  }
}
