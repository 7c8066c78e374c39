package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.machine.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What goes on while a kill point is struck: two lives of the daemon and the outage between them.
///
/// @param depth how thoroughly it is struck
/// @param first ends as it says unless it is struck; then its outage may last longer, too
/// @param second likewise; nothing comes after it
record Base(String name, int proxies, Depth depth, Life first, Life second) {
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
  private static final long LAST_MILLIS = 80;

  /// The second life ends as most do.
  ///
  /// @param requests in the first life
  /// @param disturbances in the first life
  /// @param end of the first life
  /// @param outage between them
  /// @param after the requests of the second life
  Base(
      String name,
      int proxies,
      Depth depth,
      List<Request> requests,
      List<Disturbance> disturbances,
      Death end,
      Outage outage,
      List<Request> after) {
    this(
        name,
        proxies,
        depth,
        new Life(requests, disturbances, end, outage),
        Life.of(after, terminated(LAST_MILLIS + lastOf(after)), Outage.of(0, List.of())));
  }

  /// The second life lasts until its requests are sent.
  private static long lastOf(List<Request> after) {
    return after.stream().mapToLong(Request::atMillis).max().orElse(0);
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
        Outage.of(Comeback.SOON_MILLIS, List.of(new Request(0, Request.Action.APPEND, 0, 0))),
        List.of(new Request(proxies - 1, Request.Action.APPEND, 0, 0)));
  }

  /// The same, with one more proxy whose request stands still in the phase for a while.
  Base whileOneStands(Phase phase, Operation before) {
    Coordinate at = new Coordinate(proxies, phase, before, 1);
    List<Request> asked = new ArrayList<>(first.requests());
    asked.addFirst(new Request(proxies, Request.Action.APPEND, 0, 0));
    List<Disturbance> disturbed = new ArrayList<>(first.disturbances());
    disturbed.add(
        new Disturbance(Fault.PROXY_STOPPED, new Aim.Point(at, 1), proxies, STANDING_MILLIS));
    return new Base(
        name + "-while-one-stands-in-" + phase.name().toLowerCase(Locale.ROOT),
        proxies + 1,
        Depth.ONCE,
        new Life(asked, disturbed, first.death(), first.outage()),
        second);
  }

  /// The same, but the daemon loses a tool.
  Base losingATool() {
    return with(
        first,
        new Life(second.requests(), second.disturbances(), second.death(), second.outage(), true));
  }

  Base with(Disturbance... more) {
    return with(new Life(first.requests(), List.of(more), first.death(), first.outage()), second);
  }

  Base with(Fault... more) {
    Outage outage = first.outage();
    Outage obstructed = new Outage(outage.millis(), List.of(more), outage.requests());
    return with(
        new Life(first.requests(), first.disturbances(), first.death(), obstructed), second);
  }

  /// Struck less thoroughly.
  Base struck(Depth other) {
    return new Base(name, proxies, other, first, second);
  }

  /// The second life ends like this.
  Base endingBy(Death other) {
    return with(
        first,
        new Life(
            second.requests(),
            second.disturbances(),
            other,
            second.outage(),
            second.withoutEcho()));
  }

  private Base with(Life one, Life other) {
    return new Base(name, proxies, depth, one, other);
  }

  static Death killed(long millis) {
    return new Death(Death.Signal.SIGKILL, new Aim.Time(millis));
  }

  static Death terminated(long millis) {
    return new Death(Death.Signal.SIGTERM, new Aim.Time(millis));
  }
}
