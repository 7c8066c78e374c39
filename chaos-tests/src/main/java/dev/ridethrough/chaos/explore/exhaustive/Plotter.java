package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.machine.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes the scenario in which a base scenario is struck.
///
/// @param strikes at most one a life
record Plotter(Base base, List<Strike> strikes, Comeback comeback) {
  private static final long DRAIN_MILLIS = 4_000;
  private static final int CRASHES = 3;
  private static final Set<Fault> STARTS = EnumSet.of(Fault.TWO_STARTERS, Fault.EARLY_START);
  private static final Aim BEFORE_BIND =
      new Aim.Point(Coordinate.daemon(Phase.BIND, Operation.LISTEN, 1), 1);

  Scenario scenario(String name, long seed) {
    List<Life> lives = new ArrayList<>();
    add(lives, 0, base.first());
    add(lives, lives.size(), base.second());
    return new Scenario(
        name, Scenario.REAL_WINDOW_MILLIS, DRAIN_MILLIS, base.proxies(), lives, seed);
  }

  /// @param plain as it is when it is not struck; after each comes the outage of the first
  private void add(List<Life> lives, int life, Life plain) {
    Death end = plain.death();
    Optional<Strike> strike = strikes.stream().filter(it -> it.life() == life).findFirst();
    List<Disturbance> disturbances = new ArrayList<>(plain.disturbances());
    strike.flatMap(this::disturbance).ifPresent(disturbances::add);
    Death death = strike.map(it -> death(it, end)).orElse(end);
    lives.add(
        new Life(
            plain.requests(),
            disturbances,
            death,
            outage(life, strike.isPresent()),
            plain.withoutEcho()));
    if (strike.isPresent() && comeback == Comeback.CRASH_LOOP) {
      for (int i = 0; i < CRASHES; i++) {
        lives.add(
            Life.of(
                List.of(),
                new Death(Signal.SIGKILL, BEFORE_BIND),
                Outage.of(Comeback.SOON_MILLIS, List.of())));
      }
    }
  }

  private Death death(Strike strike, Death end) {
    Aim at = new Aim.Point(strike.coordinate(), 1);
    return switch (strike.how()) {
      case DAEMON_SIGKILL -> deadly(strike, new Death(Signal.SIGKILL, at), end);
      case DAEMON_SIGTERM -> deadly(strike, new Death(Signal.SIGTERM, at), end);
      case DAEMON_SIGSTOP -> strike.whileDraining() ? draining(end, List.of()) : late(end);
      case PROXY_SIGKILL, PROXY_SIGTERM, PROXY_SIGSTOP -> end;
    };
  }

  private static Death deadly(Strike strike, Death death, Death end) {
    return strike.whileDraining() ? draining(end, List.of(death)) : death;
  }

  private static Death draining(Death end, List<Death> then) {
    return new Death(Signal.SIGTERM, end.aim(), then);
  }

  /// When it goes on.
  private Death late(Death end) {
    long millis = end.aim() instanceof Aim.Time time ? time.millis() : 0;
    return new Death(end.signal(), new Aim.Time(millis + comeback.millis()));
  }

  private Optional<Disturbance> disturbance(Strike strike) {
    Aim at = new Aim.Point(strike.coordinate(), 1);
    int proxy = Math.max(0, strike.coordinate().proxy());
    return switch (strike.how()) {
      case DAEMON_SIGKILL, DAEMON_SIGTERM -> Optional.empty();
      case DAEMON_SIGSTOP -> Optional.of(new Disturbance(stop(), at, 0, comeback.millis()));
      case PROXY_SIGKILL -> Optional.of(new Disturbance(Fault.PROXY_KILLED, at, proxy, 0));
      case PROXY_SIGTERM -> Optional.of(new Disturbance(Fault.PROXY_TERMINATED, at, proxy, 0));
      case PROXY_SIGSTOP ->
          Optional.of(new Disturbance(Fault.PROXY_STOPPED, at, proxy, Comeback.SOON_MILLIS));
    };
  }

  private Fault stop() {
    return comeback.millis() > Scenario.REAL_WINDOW_MILLIS
        ? Fault.STOPPED_BEYOND_WINDOW
        : Fault.STOPPED;
  }

  private Outage outage(int life, boolean struck) {
    List<Fault> faults = new ArrayList<>(base.first().outage().faults());
    if (strikes.stream().anyMatch(it -> it.life() == life + 1 && it.stopsStart())) {
      faults.removeAll(STARTS); // of two that start, both would be stopped
    }
    if (struck && comeback == Comeback.CRASH_LOOP) {
      faults.removeAll(STARTS); // whoever starts next is killed before it serves
    }
    if (struck && comeback == Comeback.TWO_AT_ONCE && !faults.contains(Fault.TWO_STARTERS)) {
      faults.removeAll(STARTS);
      faults.add(Fault.TWO_STARTERS);
    }
    Outage plain = base.first().outage();
    return new Outage(struck ? comeback.millis() : plain.millis(), faults, plain.requests());
  }
}
