package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request;
import java.util.List;

/// What goes on while a kill point is struck: two lives of the daemon and the outage between them.
///
/// @param requests in the first life
/// @param disturbances in the first life
/// @param end how the first life ends, unless it is struck
/// @param millis how long the outage between them lasts, unless the first life is struck
/// @param obstacles what lies in the way in each outage
/// @param meanwhile the requests of the outage
/// @param after the requests of the second life
record Base(
    String name,
    int proxies,
    List<Request> requests,
    List<Disturbance> disturbances,
    Death end,
    long millis,
    List<Fault> obstacles,
    List<Request> meanwhile,
    List<Request> after) {
  private static final int MOST_PROXIES = 3;

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
        List.of(requests),
        List.of(),
        end,
        Comeback.SOON_MILLIS,
        List.of(),
        List.of(new Request(0, Request.Action.APPEND, 0, 0)),
        List.of(new Request(proxies - 1, Request.Action.APPEND, 0, 0)));
  }

  /// A herd is too slow to be struck everywhere.
  boolean isStruck() {
    return proxies <= MOST_PROXIES;
  }

  Base with(Disturbance... more) {
    return new Base(
        name, proxies, requests, List.of(more), end, millis, obstacles, meanwhile, after);
  }

  Base with(Fault... more) {
    return new Base(
        name, proxies, requests, disturbances, end, millis, List.of(more), meanwhile, after);
  }

  static Death killed(long millis) {
    return new Death(Death.Signal.SIGKILL, new Aim.Time(millis));
  }

  static Death terminated(long millis) {
    return new Death(Death.Signal.SIGTERM, new Aim.Time(millis));
  }
}
