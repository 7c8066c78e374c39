package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.machine.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What goes on while a kill point is struck: two lives of the daemon and the outage between them.
///
/// @param depth how thoroughly it is struck
/// @param requests in the first life
/// @param disturbances in the first life
/// @param end how the first life ends, unless it is struck
/// @param millis how long the outage between them lasts, unless the first life is struck
/// @param obstacles what lies in the way in each outage
/// @param meanwhile the requests of the outage
/// @param after the requests of the second life
/// @param withoutEcho whether the second life's daemon offers one tool less
record Base(
    String name,
    int proxies,
    Depth depth,
    List<Request> requests,
    List<Disturbance> disturbances,
    Death end,
    long millis,
    List<Fault> obstacles,
    List<Request> meanwhile,
    List<Request> after,
    boolean withoutEcho) {
  /// How thoroughly a base scenario is struck.
  enum Depth {
    /// Not at all: only its own faults.
    NONE,
    /// The daemon, where it comes for the first time, and it is back at once: to see a window that
    /// only this one opens.
    ONCE,
    /// Everywhere, in every way.
    FULL
  }

  private static final long STANDING_MILLIS = 2_000;

  Base {
    requests = List.copyOf(requests);
    disturbances = List.copyOf(disturbances);
    obstacles = List.copyOf(obstacles);
    meanwhile = List.copyOf(meanwhile);
    after = List.copyOf(after);
  }

  /// With one request in the outage and one after it.
  static Base of(String name, int proxies, Death end, Request... requests) {
    return new Base(
        name,
        proxies,
        Depth.FULL,
        List.of(requests),
        List.of(),
        end,
        Comeback.SOON_MILLIS,
        List.of(),
        List.of(new Request(0, Request.Action.APPEND, 0, 0)),
        List.of(new Request(proxies - 1, Request.Action.APPEND, 0, 0)),
        false);
  }

  /// The same, with one more proxy whose request stands still in the phase for a while.
  Base whileOneStands(Phase phase, Operation before) {
    Coordinate at = new Coordinate(proxies, phase, before, 1);
    List<Request> asked = new ArrayList<>(requests);
    asked.addFirst(new Request(proxies, Request.Action.APPEND, 0, 0));
    List<Disturbance> disturbed = new ArrayList<>(disturbances);
    disturbed.add(
        new Disturbance(Fault.PROXY_STOPPED, new Aim.Point(at, 1), proxies, STANDING_MILLIS));
    return new Base(
        name + "-while-one-stands-in-" + phase.name().toLowerCase(Locale.ROOT),
        proxies + 1,
        Depth.ONCE,
        asked,
        disturbed,
        end,
        millis,
        obstacles,
        meanwhile,
        after,
        withoutEcho);
  }

  /// The same, but the daemon loses a tool.
  Base losingATool() {
    return new Base(
        name,
        proxies,
        depth,
        requests,
        disturbances,
        end,
        millis,
        obstacles,
        meanwhile,
        after,
        true);
  }

  Base with(Disturbance... more) {
    return new Base(
        name,
        proxies,
        depth,
        requests,
        List.of(more),
        end,
        millis,
        obstacles,
        meanwhile,
        after,
        withoutEcho);
  }

  Base with(Fault... more) {
    return new Base(
        name,
        proxies,
        depth,
        requests,
        disturbances,
        end,
        millis,
        List.of(more),
        meanwhile,
        after,
        withoutEcho);
  }

  static Death killed(long millis) {
    return new Death(Death.Signal.SIGKILL, new Aim.Time(millis));
  }

  static Death terminated(long millis) {
    return new Death(Death.Signal.SIGTERM, new Aim.Time(millis));
  }
}
