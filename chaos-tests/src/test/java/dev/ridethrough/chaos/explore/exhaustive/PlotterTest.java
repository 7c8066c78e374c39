package dev.ridethrough.chaos.explore.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.machine.Phase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlotterTest {
  private static final Coordinate REPLY = Coordinate.daemon(Phase.REPLY, Operation.WRITE, 1);
  private static final Coordinate DRAIN = Coordinate.daemon(Phase.DRAIN, Operation.UNLINK, 1);
  private static final Coordinate SEND = new Coordinate(0, Phase.SEND, Operation.WRITE, 1);

  private static Scenario plotted(Coordinate at, Strike.How how, Comeback comeback) {
    return new Plotter(Bases.ALL.getFirst(), List.of(new Strike(0, at, how)), comeback)
        .scenario("plotted", 7);
  }

  private static Life struck(Coordinate at, Strike.How how, Comeback comeback) {
    return plotted(at, how, comeback).lives().getFirst();
  }

  @Test
  void aKillEndsTheLifeAtThePoint() {
    Life life = struck(REPLY, Strike.How.DAEMON_SIGKILL, Comeback.AT_ONCE);
    assertThat(life.death().signal()).isEqualTo(Signal.SIGKILL);
    assertThat(life.death().aim()).isEqualTo(new Aim.Point(REPLY, 1));
    assertThat(life.outage().millis()).isZero();
  }

  @Test
  void whoDrainsIsToldToTerminateFirst() {
    Life life = struck(DRAIN, Strike.How.DAEMON_SIGKILL, Comeback.LATE_IN_THE_WINDOW);
    assertThat(life.death().signal()).isEqualTo(Signal.SIGTERM);
    assertThat(life.death().then())
        .singleElement()
        .satisfies(it -> assertThat(it.signal()).isEqualTo(Signal.SIGKILL))
        .satisfies(it -> assertThat(it.aim()).isEqualTo(new Aim.Point(DRAIN, 1)));
    assertThat(life.outage().millis()).isBetween(4_000L, 8_000L);
  }

  @Test
  void whoIsStoppedGoesOnAsTheComebackSays() {
    Life life = struck(REPLY, Strike.How.DAEMON_SIGSTOP, Comeback.AFTER_THE_WINDOW);
    assertThat(life.disturbances())
        .singleElement()
        .satisfies(it -> assertThat(it.fault()).isEqualTo(Fault.STOPPED_BEYOND_WINDOW))
        .satisfies(it -> assertThat(it.millis()).isGreaterThan(8_000));
  }

  @Test
  void aProxyIsStruckByADisturbance() {
    Life life = struck(SEND, Strike.How.PROXY_SIGKILL, Comeback.AT_ONCE);
    assertThat(life.disturbances())
        .singleElement()
        .satisfies(it -> assertThat(it.fault()).isEqualTo(Fault.PROXY_KILLED));
    assertThat(life.death()).isEqualTo(Bases.ALL.getFirst().first().death());
  }

  @Test
  void aCrashLoopIsThreeMoreLivesThatNeverServe() {
    Scenario scenario = plotted(REPLY, Strike.How.DAEMON_SIGKILL, Comeback.CRASH_LOOP);
    assertThat(scenario.lives()).hasSize(5);
    assertThat(scenario.lives().subList(1, 4))
        .allSatisfy(it ->
            assertThat(it.death().aim())
                .isInstanceOfSatisfying(
                    Aim.Point.class,
                    point -> assertThat(point.coordinate().comesBeforeServing()).isTrue()));
  }

  @Test
  void twoAtOnceAreTwoStarters() {
    Life life = struck(REPLY, Strike.How.DAEMON_SIGKILL, Comeback.TWO_AT_ONCE);
    assertThat(life.outage().faults()).contains(Fault.TWO_STARTERS);
  }

  @Test
  void everyStrikeOnEveryBaseIsAScenario() {
    List<Strike> strikes = Stream.of(REPLY, DRAIN, SEND).flatMap(at -> Strike.at(0, at)).toList();
    for (Base base : Bases.ALL) {
      for (Strike strike : strikes) {
        for (Comeback comeback : strike.comebacks()) {
          Scenario scenario = new Plotter(base, List.of(strike), comeback).scenario("x", 1);
          assertThat(scenario.lives()).hasSizeGreaterThan(1);
        }
      }
    }
  }
}
