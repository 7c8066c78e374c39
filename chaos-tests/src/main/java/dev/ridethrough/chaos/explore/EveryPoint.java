package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Phase;
import java.util.ArrayList;
import java.util.List;

/// Every phase and operation that a daemon or a proxy comes to in some scenario: found by watching
/// the whole corpus on the simulated machine.
final class EveryPoint {
  private static final List<Coordinate> DAEMON =
      all(
          Coordinate.DAEMON,
          List.of(
              new At(Phase.START, Operation.MKDIR),
              new At(Phase.START, Operation.STATUS),
              new At(Phase.START, Operation.LOCK),
              new At(Phase.START, Operation.READ),
              new At(Phase.START, Operation.CONNECT),
              new At(Phase.START, Operation.SLEEP),
              new At(Phase.START, Operation.WRITE),
              new At(Phase.BIND, Operation.STATUS),
              new At(Phase.BIND, Operation.UNLINK),
              new At(Phase.BIND, Operation.LISTEN),
              new At(Phase.BIND, Operation.RENAME),
              new At(Phase.LOAD, Operation.OPEN_STORE),
              new At(Phase.ACCEPT, Operation.ACCEPT),
              new At(Phase.ACCEPT, Operation.SLEEP),
              new At(Phase.ACCEPT, Operation.CLOSE),
              new At(Phase.RECEIVE, Operation.WRITE),
              new At(Phase.RECEIVE, Operation.READ),
              new At(Phase.RECEIVE, Operation.CLOSE),
              new At(Phase.EXECUTE, Operation.TRANSACT),
              new At(Phase.EXECUTE, Operation.COMMIT),
              new At(Phase.EXECUTE, Operation.SLEEP),
              new At(Phase.EXECUTE, Operation.WRITE),
              new At(Phase.REPLY, Operation.WRITE),
              new At(Phase.REPLY, Operation.CLOSE),
              new At(Phase.DRAIN, Operation.STATUS),
              new At(Phase.DRAIN, Operation.UNLINK),
              new At(Phase.DRAIN, Operation.WRITE),
              new At(Phase.DRAIN, Operation.CLOSE),
              new At(Phase.DRAIN, Operation.EXIT),
              new At(Phase.IDLE, Operation.WATCH),
              new At(Phase.IDLE, Operation.STATUS),
              new At(Phase.IDLE, Operation.READ),
              new At(Phase.IDLE, Operation.PEER),
              new At(Phase.IDLE, Operation.SLEEP),
              new At(Phase.IDLE, Operation.MKDIR),
              new At(Phase.IDLE, Operation.LOCK),
              new At(Phase.IDLE, Operation.WRITE),
              new At(Phase.IDLE, Operation.LISTEN),
              new At(Phase.IDLE, Operation.RENAME)));

  private static final List<At> IN_PROXY =
      List.of(
          new At(Phase.INTAKE, Operation.READ),
          new At(Phase.CONNECT, Operation.STATUS),
          new At(Phase.CONNECT, Operation.CONNECT),
          new At(Phase.CONNECT, Operation.PEER),
          new At(Phase.CONNECT, Operation.READ),
          new At(Phase.CONNECT, Operation.CLOSE),
          new At(Phase.SEND, Operation.WRITE),
          new At(Phase.SEND, Operation.CLOSE),
          new At(Phase.AWAIT, Operation.READ),
          new At(Phase.AWAIT, Operation.WRITE),
          new At(Phase.AWAIT, Operation.CLOSE),
          new At(Phase.DELIVER, Operation.WRITE),
          new At(Phase.IDLE, Operation.WATCH),
          new At(Phase.IDLE, Operation.SLEEP));

  private static final int PASSES = 3;

  private record At(Phase phase, Operation operation) {}

  private EveryPoint() {}

  /// The daemon's, for its first three passes.
  static List<Coordinate> inDaemon() {
    return DAEMON;
  }

  /// Those of a daemon that serves and works.
  static List<Coordinate> working() {
    return DAEMON.stream()
        .filter(it ->
            switch (it.phase()) {
              case ACCEPT, RECEIVE, EXECUTE, REPLY, DRAIN -> true;
              default -> false;
            })
        .toList();
  }

  /// Those of a daemon that shuts down.
  static List<Coordinate> draining() {
    return DAEMON.stream().filter(it -> it.phase() == Phase.DRAIN).toList();
  }

  /// Those before the daemon serves.
  static List<Coordinate> early() {
    return DAEMON.stream().filter(it -> it.phase() != Phase.IDLE && isEarly(it)).toList();
  }

  /// Those of the first proxies, for their first three passes.
  static List<Coordinate> inProxies(int proxies) {
    List<Coordinate> points = new ArrayList<>();
    for (int proxy = 0; proxy < proxies; proxy++) {
      points.addAll(all(proxy, IN_PROXY));
    }
    return points;
  }

  /// Whether a daemon may come there before it serves.
  static boolean isEarly(Aim aim) {
    return aim instanceof Aim.Point point && isEarly(point.coordinate());
  }

  static boolean isInDaemon(Aim aim) {
    return aim instanceof Aim.Point point && point.coordinate().inDaemon();
  }

  private static boolean isEarly(Coordinate point) {
    return switch (point.phase()) {
      case START, BIND, LOAD, IDLE -> point.inDaemon();
      default -> false;
    };
  }

  private static List<Coordinate> all(int process, List<At> places) {
    List<Coordinate> points = new ArrayList<>();
    for (At at : places) {
      for (int n = 1; n <= PASSES; n++) {
        points.add(new Coordinate(process, at.phase(), at.operation(), n));
      }
    }
    return points;
  }
}
