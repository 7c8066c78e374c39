package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.machine.Phase;
import java.util.List;
import java.util.stream.Stream;

/// What is struck when a process comes to a coordinate.
///
/// @param life in which it is counted
record Strike(int life, Coordinate coordinate, How how) {

  enum How {
    DAEMON_SIGKILL,
    DAEMON_SIGTERM,
    DAEMON_SIGSTOP,
    PROXY_SIGKILL,
    PROXY_SIGTERM,
    PROXY_SIGSTOP;

    boolean onProxy() {
      return this == PROXY_SIGKILL || this == PROXY_SIGTERM || this == PROXY_SIGSTOP;
    }
  }

  /// Every way to strike there: the daemon, and the proxy if it is the one that comes there.
  static Stream<Strike> at(int life, Coordinate coordinate) {
    return Stream.of(How.values())
        .filter(how -> !how.onProxy() || !coordinate.inDaemon())
        .map(how -> new Strike(life, coordinate, how));
  }

  /// The daemon comes there only because it was told to terminate.
  boolean whileDraining() {
    return coordinate.inDaemon() && coordinate.phase() == Phase.DRAIN;
  }

  /// Whether a daemon is stopped before it serves.
  boolean stopsStart() {
    return how == How.DAEMON_SIGSTOP && coordinate.comesBeforeServing();
  }

  /// A proxy that is struck is replaced at once, and a daemon comes back in many ways.
  List<Comeback> comebacks() {
    return how.onProxy() ? List.of(Comeback.AT_ONCE) : List.of(Comeback.values());
  }

  @Override
  public String toString() {
    return how + " at " + coordinate + " of life " + life;
  }
}
