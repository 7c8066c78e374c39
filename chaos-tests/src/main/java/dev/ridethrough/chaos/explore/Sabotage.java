package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import dev.ridethrough.chaos.world.Targets;
import dev.ridethrough.chaos.world.container.ContainerWorld;
import dev.ridethrough.chaos.world.process.Onlooker;
import dev.ridethrough.chaos.world.process.ProcessWorld;
import dev.ridethrough.chaos.world.sim.ForgetfulSoftware;
import dev.ridethrough.chaos.world.sim.NaiveSoftware;
import dev.ridethrough.chaos.world.sim.SimWorld;
import dev.ridethrough.chaos.world.sim.Software;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Ways to spoil a run on purpose, to see that the gate notices.
public enum Sabotage {
  NONE,
  /// The proxies get no grace; they are judged by the scenario's window all the same.
  NO_RETRY,
  /// Nothing is killed.
  NO_KILL,
  /// The proxy sends again after a write, under the same request key.
  RESEND_SAME_KEY,
  /// The proxy sends again after a write, under a new request key.
  RESEND_NEW_KEY,
  /// Our own proxy sends again after a write, to a daemon that has lost its journal.
  RESEND_WITHOUT_JOURNAL;

  /// As written on the command line.
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The one that is written so.
  public static Optional<Sabotage> named(String option) {
    return Arrays.stream(values()).filter(it -> it.option().equals(option)).findFirst();
  }

  /// The world of real processes, spoilt.
  public ProcessWorld processWorld(Path app) throws IOException {
    return processWorld(app, Delivery.AT_MOST_ONCE);
  }

  /// The same, with another delivery than at-most-once.
  public ProcessWorld processWorld(Path app, Delivery delivery) throws IOException {
    return new ProcessWorld(target(app, delivery), grace(), _ -> {});
  }

  /// The same, with somebody who hears of each event as it happens.
  public ProcessWorld processWorld(Path app, Delivery delivery, Consumer<Event> observer)
      throws IOException {
    return new ProcessWorld(target(app, delivery), grace(), observer);
  }

  /// The same, with somebody who looks at the processes.
  public ProcessWorld processWorld(Path app, Delivery delivery, Onlooker onlooker)
      throws IOException {
    return new ProcessWorld(target(app, delivery), grace(), _ -> {}, onlooker);
  }

  /// The world of containers, spoilt.
  ///
  /// @throws IOException also when there is no engine
  public ContainerWorld containerWorld(Path app, Delivery delivery) throws IOException {
    return new ContainerWorld(target(app, delivery), grace(), _ -> {});
  }

  private Target target(Path app, Delivery delivery) throws IOException {
    return switch (this) {
      case NONE, NO_RETRY, NO_KILL -> Targets.ridethrough(app, delivery);
      case RESEND_SAME_KEY -> Targets.naive(app, false);
      case RESEND_NEW_KEY -> Targets.naive(app, true);
      case RESEND_WITHOUT_JOURNAL -> Targets.forgetful(app, delivery);
    };
  }

  /// The simulated world, spoilt.
  public SimWorld simWorld() {
    return simWorld(Delivery.AT_MOST_ONCE);
  }

  /// The same, with another delivery than at-most-once.
  public SimWorld simWorld(Delivery delivery) {
    Software software =
        switch (this) {
          case NONE, NO_RETRY, NO_KILL -> Software.yieldingCore();
          case RESEND_SAME_KEY -> new NaiveSoftware(Software.yieldingCore(), false);
          case RESEND_NEW_KEY -> new NaiveSoftware(Software.yieldingCore(), true);
          case RESEND_WITHOUT_JOURNAL -> new ForgetfulSoftware(Software.yieldingCore());
        };
    String target =
        switch (this) {
          case NONE, NO_RETRY, NO_KILL -> "ridethrough";
          case RESEND_SAME_KEY, RESEND_NEW_KEY, RESEND_WITHOUT_JOURNAL -> option();
        };
    return new SimWorld(Targets.simulated(target, delivery), software, grace(), _ -> {});
  }

  private OptionalLong grace() {
    return this == NO_RETRY ? OptionalLong.of(0) : OptionalLong.empty();
  }

  /// The scenario as the sabotage has it.
  public Scenario applied(Scenario scenario) {
    return this == NO_KILL ? withoutFaults(scenario) : scenario;
  }

  private static Scenario withoutFaults(Scenario scenario) {
    Death none = new Death(Death.Signal.NONE, new Aim.Time(0));
    return new Scenario(
        scenario.name(),
        scenario.windowMillis(),
        scenario.drainMillis(),
        scenario.proxies(),
        scenario.lives().stream()
            .map(life ->
                Life.of(
                    life.requests().stream().map(Sabotage::harmless).toList(), none, life.outage()))
            .toList(),
        scenario.seed());
  }

  /// Nothing dies of it.
  private static Request harmless(Request it) {
    return it.action() == Action.POISON
        ? new Request(it.proxy(), Action.SLOW_APPEND, it.atMillis(), it.workMillis())
        : it;
  }
}
