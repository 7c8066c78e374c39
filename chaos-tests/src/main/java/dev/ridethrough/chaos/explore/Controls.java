package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.check.Control;
import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.World;
import dev.ridethrough.grace.Delivery;
import dev.ridethrough.machine.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Negative controls: runs whose verdict is known. A gate that gets one of them wrong can't be
/// believed.
public enum Controls {
  NOTHING_KILLED(Sabotage.NO_KILL, Overall.VACUOUS, null),
  RESENT_WITHOUT_JOURNAL(Sabotage.RESEND_WITHOUT_JOURNAL, Overall.BROKEN, Promise.NO_DUPLICATE),
  RESENT_UNDER_SAME_KEY(Sabotage.RESEND_SAME_KEY, Overall.BROKEN, Promise.NO_DUPLICATE),
  RESENT_UNDER_NEW_KEY(Sabotage.RESEND_NEW_KEY, Overall.BROKEN, Promise.NO_DUPLICATE),
  NOT_RETRIED(Sabotage.NO_RETRY, Overall.BROKEN, Promise.RIDES_OUT);

  private static final long DRAIN_MILLIS = 4_000;

  private final Sabotage sabotage;
  private final Overall expected;
  private final @Nullable Promise broken;

  Controls(Sabotage sabotage, Overall expected, @Nullable Promise broken) {
    this.sabotage = sabotage;
    this.expected = expected;
    this.broken = broken;
  }

  /// Runs all in simulated time, one after the other.
  public static List<Control> inSim() {
    return Stream.of(values())
        .map(it -> {
          try (World world = it.sabotage.simWorld(it.delivery())) {
            return it.run(world);
          }
        })
        .toList();
  }

  /// Runs the control in a world of its own.
  public Control run(Gate.Part part, Path app) throws IOException {
    try (World world =
        switch (part) {
          case PROCESSES -> sabotage.processWorld(app, delivery());
          case CONTAINERS -> sabotage.containerWorld(app, delivery());
        }) {
      return run(world);
    }
  }

  /// That with which it shows; the proxies of the others are their own.
  private Delivery delivery() {
    return this == RESENT_WITHOUT_JOURNAL ? Delivery.EXACTLY_ONCE : Delivery.AT_MOST_ONCE;
  }

  /// The same in a world that somebody else has made.
  Control run(World world) {
    Tally tally = new Tally();
    Scenario scenario = this == NOT_RETRIED ? asksMeanwhile() : killedBeforeReply();
    tally.add(Judge.judge(world.run(sabotage.applied(scenario), 0)));
    return Control.of(sabotage.option(), expected, broken, GateVerdict.of(tally));
  }

  /// Two requests, killed between commit and reply.
  private static Scenario killedBeforeReply() {
    List<Request> appends =
        List.of(
            new Request(0, Request.Action.APPEND, 0, 0),
            new Request(0, Request.Action.APPEND, 5, 0));
    Coordinate beforeReply = Coordinate.daemon(Phase.REPLY, Operation.WRITE, 1);
    Death death = new Death(Death.Signal.SIGKILL, new Aim.Point(beforeReply, 2));
    Life life = Life.of(appends, death, Outage.of(0, List.of()));
    return scenario(life);
  }

  /// Requests that come while the daemon is away for a moment.
  private static Scenario asksMeanwhile() {
    List<Request> appends =
        Stream.of(50, 100, 150).map(at -> new Request(0, Request.Action.APPEND, at, 0)).toList();
    Death death = new Death(Death.Signal.SIGKILL, new Aim.Time(0));
    return scenario(Life.of(List.of(), death, Outage.of(300, appends)));
  }

  private static Scenario scenario(Life life) {
    return new Scenario("control", Scenario.REAL_WINDOW_MILLIS, DRAIN_MILLIS, 1, List.of(life));
  }
}
