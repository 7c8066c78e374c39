package dev.ridethrough.chaos.explore.exhaustive;

import static dev.ridethrough.chaos.scenario.Operation.ACCEPT;
import static dev.ridethrough.chaos.scenario.Operation.CLOSE;
import static dev.ridethrough.chaos.scenario.Operation.COMMIT;
import static dev.ridethrough.chaos.scenario.Operation.CONNECT;
import static dev.ridethrough.chaos.scenario.Operation.EXIT;
import static dev.ridethrough.chaos.scenario.Operation.LISTEN;
import static dev.ridethrough.chaos.scenario.Operation.LOCK;
import static dev.ridethrough.chaos.scenario.Operation.MKDIR;
import static dev.ridethrough.chaos.scenario.Operation.OPEN_STORE;
import static dev.ridethrough.chaos.scenario.Operation.PEER;
import static dev.ridethrough.chaos.scenario.Operation.READ;
import static dev.ridethrough.chaos.scenario.Operation.RENAME;
import static dev.ridethrough.chaos.scenario.Operation.SLEEP;
import static dev.ridethrough.chaos.scenario.Operation.STATUS;
import static dev.ridethrough.chaos.scenario.Operation.TRANSACT;
import static dev.ridethrough.chaos.scenario.Operation.UNLINK;
import static dev.ridethrough.chaos.scenario.Operation.WATCH;
import static dev.ridethrough.chaos.scenario.Operation.WRITE;

import dev.ridethrough.chaos.explore.exhaustive.KillPoint.Kind;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.grace.Delivery;
import dev.ridethrough.machine.Phase;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Which operations core may do in which phase, by its design and not by what a run happened to do.
/// A run that does another one proves the plan wrong; a planned one that no run does was not
/// tested.
final class Plan {
  private static final Map<Phase, Set<Operation>> DAEMON = daemon();
  private static final Map<Phase, Set<Operation>> PROXY = proxy();

  private Plan() {}

  private static Map<Phase, Set<Operation>> daemon() {
    Map<Phase, Set<Operation>> plan = new LinkedHashMap<>();
    plan.put(
        Phase.START, EnumSet.of(STATUS, MKDIR, LOCK, READ, WRITE, CONNECT, CLOSE, SLEEP, EXIT));
    plan.put(Phase.BIND, EnumSet.of(LISTEN, STATUS, RENAME, UNLINK));
    plan.put(Phase.LOAD, EnumSet.of(OPEN_STORE, TRANSACT, COMMIT));
    plan.put(Phase.ACCEPT, EnumSet.of(ACCEPT, CLOSE, SLEEP, WRITE));
    plan.put(Phase.RECEIVE, EnumSet.of(READ, WRITE, CLOSE));
    plan.put(Phase.EXECUTE, EnumSet.of(TRANSACT, COMMIT, SLEEP, WRITE));
    plan.put(Phase.REPLY, EnumSet.of(WRITE, CLOSE));
    plan.put(Phase.DRAIN, EnumSet.of(STATUS, UNLINK, CLOSE, WRITE, EXIT));
    plan.put(
        Phase.IDLE,
        EnumSet.of(
            WATCH, STATUS, READ, WRITE, PEER, SLEEP, LOCK, MKDIR, LISTEN, RENAME, CLOSE, EXIT));
    return plan;
  }

  private static Map<Phase, Set<Operation>> proxy() {
    Map<Phase, Set<Operation>> plan = new LinkedHashMap<>();
    plan.put(Phase.INTAKE, EnumSet.of(READ));
    plan.put(Phase.CONNECT, EnumSet.of(STATUS, CONNECT, PEER, READ, CLOSE));
    plan.put(Phase.SEND, EnumSet.of(WRITE, CLOSE));
    plan.put(Phase.AWAIT, EnumSet.of(READ, WRITE, CLOSE));
    plan.put(Phase.DELIVER, EnumSet.of(WRITE, CLOSE)); // a subscription outlives what it tells
    plan.put(Phase.IDLE, EnumSet.of(WATCH, SLEEP, WRITE, CLOSE, EXIT));
    return plan;
  }

  /// All windows, in a fixed order.
  static Set<Window> windows(Delivery delivery) {
    Set<Window> windows = new LinkedHashSet<>();
    for (KillPoint point : points(delivery)) {
      if (point.kind() == Kind.PROXY) {
        windows.add(new Window(point, point.phase()));
      } else {
        Window.REQUEST.forEach(request -> windows.add(new Window(point, request)));
      }
    }
    return windows;
  }

  static Set<KillPoint> points(Delivery delivery) {
    Set<KillPoint> points = new LinkedHashSet<>();
    if (delivery == Delivery.EXACTLY_ONCE) { // only what was written waits and tells so
      points.add(new KillPoint(Kind.PROXY, Phase.WAIT, WRITE));
    }
    add(points, Kind.DAEMON, DAEMON);
    add(points, Kind.PROXY, PROXY);
    return points;
  }

  private static void add(Set<KillPoint> points, Kind kind, Map<Phase, Set<Operation>> plan) {
    plan.forEach((phase, operations) ->
        operations.forEach(operation -> points.add(new KillPoint(kind, phase, operation))));
  }

  /// The records of the journal between which a daemon must have died.
  static List<JournalPair> pairs(Delivery delivery) {
    return delivery == Delivery.EXACTLY_ONCE ? List.of(JournalPair.values()) : List.of();
  }

  /// What daemons must have refused: those that drain, are saturated, have a full journal, or find
  /// that nobody can know.
  static List<String> refusals(Delivery delivery) {
    List<String> always =
        List.of("not_started: shutting down", "not_started: too many requests at once");
    return delivery == Delivery.AT_MOST_ONCE
        ? always
        : Stream.concat(
                always.stream(),
                Stream.of(
                    "not_started: the journal is full",
                    "unknown: the daemon ended 2 times while it executed it",
                    "unknown: the daemon ended while it executed it, and it can't be executed twice"))
            .toList();
  }

  /// Where requests must have been when a daemon was stopped for longer than the window.
  static Set<Phase> stops() {
    return Window.REQUEST;
  }

  /// The windows that can't be hit, and why.
  static Map<Window, String> reasons() {
    return Map.of();
  }
}
