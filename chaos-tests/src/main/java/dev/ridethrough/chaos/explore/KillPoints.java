package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Phase;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The kill points at which random scenarios aim: each operation that a daemon or proxy comes to in
/// its life.
final class KillPoints {
  /// Those that a daemon comes to before it serves.
  static final Set<Coordinate> EARLY =
      Set.of(
          daemon(Phase.START, Operation.LOCK, 1),
          daemon(Phase.START, Operation.READ, 1),
          daemon(Phase.START, Operation.WRITE, 1),
          daemon(Phase.BIND, Operation.LISTEN, 1),
          daemon(Phase.BIND, Operation.STATUS, 2),
          daemon(Phase.BIND, Operation.RENAME, 1),
          daemon(Phase.LOAD, Operation.OPEN_STORE, 1));

  private static final List<Coordinate> SERVING =
      List.of(
          daemon(Phase.ACCEPT, Operation.ACCEPT, 3),
          daemon(Phase.RECEIVE, Operation.WRITE, 2),
          daemon(Phase.RECEIVE, Operation.READ, 1),
          daemon(Phase.RECEIVE, Operation.READ, 3),
          daemon(Phase.EXECUTE, Operation.TRANSACT, 1),
          daemon(Phase.EXECUTE, Operation.TRANSACT, 2),
          daemon(Phase.EXECUTE, Operation.COMMIT, 1),
          daemon(Phase.EXECUTE, Operation.COMMIT, 2),
          daemon(Phase.EXECUTE, Operation.SLEEP, 2),
          daemon(Phase.REPLY, Operation.WRITE, 1),
          daemon(Phase.REPLY, Operation.WRITE, 2),
          daemon(Phase.REPLY, Operation.CLOSE, 1));

  private static final List<Coordinate> IN_PROXY =
      IntStream.rangeClosed(0, 1)
          .boxed()
          .flatMap(proxy ->
              Stream.of(
                  new Coordinate(proxy, Phase.CONNECT, Operation.CONNECT, 2),
                  new Coordinate(proxy, Phase.CONNECT, Operation.READ, 2),
                  new Coordinate(proxy, Phase.SEND, Operation.WRITE, 2),
                  new Coordinate(proxy, Phase.SEND, Operation.WRITE, 1),
                  new Coordinate(proxy, Phase.AWAIT, Operation.READ, 3)))
          .toList();

  /// All of them, in a fixed order.
  static final List<Coordinate> ALL =
      Stream.of(
              EARLY.stream().sorted(java.util.Comparator.comparing(Coordinate::toString)).toList(),
              SERVING,
              IN_PROXY)
          .flatMap(List::stream)
          .toList();

  private KillPoints() {}

  /// Those of a daemon that serves, and of its one proxy.
  static List<Aim> withOneProxy() {
    return Stream.concat(SERVING.stream(), IN_PROXY.stream().filter(it -> it.proxy() == 0))
        .<Aim>map(it -> new Aim.Point(it, 1))
        .toList();
  }

  private static Coordinate daemon(Phase phase, Operation operation, int n) {
    return Coordinate.daemon(phase, operation, n);
  }
}
