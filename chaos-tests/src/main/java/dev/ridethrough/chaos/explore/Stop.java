package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.history.Outcome;
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
import java.util.Locale;

/// A daemon is stopped for longer than the window while a request is in a phase of its proxy, and
/// goes on when its client has been told something.
///
/// Where the request stands right before an operation, its proxy is stopped there, too, until the
/// daemon stands still.
public enum Stop {
  /// Nobody is at the path: the next daemon is stopped before it binds.
  WAIT(Outcome.NOT_SENT, 0),
  CONNECT(Outcome.NOT_SENT, 0),
  /// It is written to a daemon that stands still, and which must not start it when it goes on.
  SEND(Outcome.UNKNOWN, 0),
  /// It is being executed.
  AWAIT(Outcome.UNKNOWN, 1),
  DELIVER(Outcome.RESULT, 1);

  private static final long STOP_AT = 1_500;
  private static final long STOPPED_MILLIS = Scenario.REAL_WINDOW_MILLIS + 5_000;
  private static final long PROXY_MILLIS = 3_000;
  private static final long WORK_MILLIS = 4_000;
  private static final long DRAIN_MILLIS = 4_000;
  private static final Death NONE = new Death(Signal.NONE, new Aim.Time(0));

  private final Outcome told;
  private final int effects;

  Stop(Outcome told, int effects) {
    this.told = told;
    this.effects = effects;
  }

  /// What the client must be told.
  public Outcome told() {
    return told;
  }

  /// How many effects there may be when all is over.
  public int effects() {
    return effects;
  }

  /// The scenario, with one request.
  public Scenario scenario() {
    List<Life> lives =
        switch (this) {
          case WAIT -> waiting();
          case CONNECT -> List.of(standing(Phase.CONNECT, Operation.CONNECT));
          case SEND -> List.of(standing(Phase.SEND, Operation.WRITE));
          case AWAIT ->
              List.of(life(new Request(0, Action.SLOW_APPEND, 0, WORK_MILLIS), List.of(stopped())));
          case DELIVER -> List.of(standing(Phase.DELIVER, Operation.WRITE));
        };
    String name = "stopped-in-" + name().toLowerCase(Locale.ROOT);
    return new Scenario(name, Scenario.REAL_WINDOW_MILLIS, DRAIN_MILLIS, 1, lives);
  }

  private static List<Life> waiting() {
    Aim beforeBind = new Aim.Point(Coordinate.daemon(Phase.BIND, Operation.LISTEN, 1), 1);
    Life killed =
        Life.of(
            List.of(),
            new Death(Signal.SIGKILL, new Aim.Time(0)),
            Outage.of(0, List.of(new Request(0, Action.APPEND, 0, 0))));
    Disturbance stop = new Disturbance(Fault.STOPPED_BEYOND_WINDOW, beforeBind, 0, STOPPED_MILLIS);
    return List.of(killed, new Life(List.of(), List.of(stop), NONE, nothing()));
  }

  private static Life standing(Phase phase, Operation before) {
    Aim at = new Aim.Point(new Coordinate(0, phase, before, 1), 1);
    Disturbance stands = new Disturbance(Fault.PROXY_STOPPED, at, 0, PROXY_MILLIS);
    return life(new Request(0, Action.APPEND, 0, 0), List.of(stands, stopped()));
  }

  private static Disturbance stopped() {
    return new Disturbance(Fault.STOPPED_BEYOND_WINDOW, new Aim.Time(STOP_AT), 0, STOPPED_MILLIS);
  }

  private static Life life(Request request, List<Disturbance> disturbances) {
    return new Life(List.of(request), disturbances, NONE, nothing());
  }

  private static Outage nothing() {
    return Outage.of(0, List.of());
  }
}
