package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
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
import java.util.stream.LongStream;

/// Scenarios to begin with: small, complete, and meant to be changed.
public final class Templates {
  private static final long DRAIN_MILLIS = 4_000;
  private static final int PROXIES = 2;
  private static final Aim EARLY = new Aim.Time(100);
  private static final Aim AFTER_COMMIT =
      new Aim.Point(Coordinate.daemon(Phase.REPLY, Operation.WRITE, 1), 1);
  private static final Aim BEFORE_BIND =
      new Aim.Point(Coordinate.daemon(Phase.BIND, Operation.LISTEN, 1), 1);
  private static final Aim POISONED = new Aim.Point(Scenario.POISONED, 1);

  private Templates() {}

  /// A scenario with the fault in it; one that is killed between commit and reply for SIGKILL.
  public static Scenario of(String name, Fault fault) {
    List<Life> lives =
        switch (fault.when()) {
          case DEATH -> deaths(fault);
          case LIFE -> List.of(served(), disturbed(fault));
          case OUTAGE -> List.of(obstructed(fault));
        };
    return new Scenario(name, window(fault), DRAIN_MILLIS, PROXIES, lives);
  }

  private static long window(Fault fault) {
    return fault == Fault.STOPPED_BEYOND_WINDOW ? 1_500 : Scenario.REAL_WINDOW_MILLIS;
  }

  private static List<Life> deaths(Fault fault) {
    return switch (fault) {
      case SIGTERM -> List.of(ended(requests(), new Death(Death.Signal.SIGTERM, EARLY)));
      case ENGINE_STOP -> List.of(ended(requests(), by(fault, Death.Signal.SIGTERM, EARLY)));
      case MEMORY_LIMIT ->
          List.of(ended(requests(), by(fault, Death.Signal.SIGKILL, AFTER_COMMIT)));
      case POISON -> List.of(ended(poison(), killed(POISONED)));
      case CRASH_LOOP ->
          List.of(
              served(),
              ended(List.of(), killed(BEFORE_BIND)),
              ended(List.of(), killed(BEFORE_BIND)),
              ended(List.of(), killed(BEFORE_BIND)));
      default -> List.of(ended(requests(), killed(AFTER_COMMIT)));
    };
  }

  private static Death by(Fault fault, Death.Signal signal, Aim aim) {
    return new Death(signal, aim, List.of(), List.of(fault));
  }

  private static Death killed(Aim aim) {
    return new Death(Death.Signal.SIGKILL, aim);
  }

  private static List<Request> poison() {
    return List.of(new Request(0, Action.POISON, 0, 300), new Request(1, Action.APPEND, 0, 0));
  }

  private static Life served() {
    return ended(requests(), killed(EARLY));
  }

  private static Life ended(List<Request> requests, Death death) {
    return Life.of(requests, death, Outage.of(200, requestsAt(0, 50)));
  }

  private static Life disturbed(Fault fault) {
    Aim aim = fault == Fault.SLOW_START ? BEFORE_BIND : EARLY;
    long millis = fault == Fault.STOPPED_BEYOND_WINDOW ? 5_000 : 800;
    Disturbance disturbance = new Disturbance(fault, aim, 0, millis);
    return new Life(
        requestsAt(0, 20, 150, 400),
        List.of(disturbance),
        killed(new Aim.Time(millis + 700)),
        Outage.of(200, requestsAt(0, 50)));
  }

  private static Life obstructed(Fault fault) {
    long millis = fault == Fault.RESTART_POLICY ? 0 : 1_000; // the engine does not wait
    return Life.of(
        requests(), killed(EARLY), new Outage(millis, List.of(fault), requestsAt(0, 100, 300)));
  }

  private static List<Request> requests() {
    return requestsAt(0, 20, 40);
  }

  private static List<Request> requestsAt(long... millis) {
    return LongStream.of(millis)
        .mapToObj(at -> new Request((int) (at / 10 % PROXIES), Action.APPEND, at, 0))
        .toList();
  }
}
