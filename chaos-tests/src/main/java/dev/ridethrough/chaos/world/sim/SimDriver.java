package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.run.AimedPoint;
import dev.ridethrough.chaos.world.run.Child;
import dev.ridethrough.chaos.world.run.Driver;
import dev.ridethrough.chaos.world.run.KillPoints;
import dev.ridethrough.chaos.world.run.Surroundings;
import dev.ridethrough.engine.Ledger;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// Runs one scenario on a simulated machine.
final class SimDriver implements Driver {
  private final Scenario scenario;
  private final Simulation simulation;
  private final Software software;
  private final Duration grace;
  private final Machine machine;
  private final SimRoom room;
  private final SimPoints points;
  private final List<AimedPoint> aimed;
  private final boolean exactlyOnce;
  private final Probe probe;

  /// @param grace what the proxies are told
  /// @param probe hears of every operation
  SimDriver(
      Scenario scenario,
      Simulation simulation,
      Software software,
      Duration grace,
      boolean exactlyOnce,
      Probe probe) {
    this.exactlyOnce = exactlyOnce;
    this.scenario = scenario;
    this.simulation = simulation;
    this.software = software;
    this.grace = grace;
    this.probe = probe;
    points = new SimPoints(probe);
    machine = simulation.machine("harness", SimRoom.ANN);
    room = new SimRoom(simulation.disk(), machine.self().pid());
    aimed = AimedPoint.of(scenario);
    simulation.intercept((thread, operation) -> {
      probe.at(thread, operation);
      points.at(thread, operation);
    });
  }

  @Override
  public Machine machine() {
    return machine;
  }

  @Override
  public Child daemon(int life, int generation, String name) {
    List<AimedPoint> mine = mine(it -> it.life() == life && it.coordinate().inDaemon());
    List<AimedPoint> armed = mine.stream().filter(it -> it.isArmedAtStart(generation)).toList();
    SimProcess daemon =
        spawn(name, daemon(SimRoom.HOME, scenario.isWithoutEcho(life)), mine, armed);
    probe.daemon(daemon, life);
    return new SimChild(simulation, daemon, probe);
  }

  @Override
  public Child contender(boolean otherHome, String name) {
    Path home = otherHome ? SimRoom.OTHER_HOME : SimRoom.HOME;
    return new SimChild(simulation, spawn(name, daemon(home, false), List.of(), List.of()), probe);
  }

  private SimProcess.Main daemon(Path home, boolean withoutEcho) {
    Duration drain = Duration.ofMillis(scenario.drainMillis());
    return software.daemon(home, room.socket(), drain, withoutEcho);
  }

  @Override
  public Child proxy(int seat, int number) {
    List<AimedPoint> mine = mine(it -> seat == number && it.coordinate().proxy() == seat);
    SimProcess proxy =
        spawn(
            "proxy " + number, software.proxy(room.socket(), grace, exactlyOnce), mine, List.of());
    probe.proxy(proxy, seat, number);
    return new SimChild(simulation, proxy, probe);
  }

  private List<AimedPoint> mine(Predicate<AimedPoint> which) {
    return aimed.isEmpty() ? aimed : aimed.stream().filter(which).toList();
  }

  private SimProcess spawn(
      String name, SimProcess.Main main, List<AimedPoint> mine, List<AimedPoint> armed) {
    SimProcess process = simulation.spawn(name, SimRoom.ANN, main);
    points.add(process, mine, armed);
    return process;
  }

  @Override
  public KillPoints points() {
    return points;
  }

  @Override
  public Surroundings surroundings() {
    return room;
  }

  @Override
  public List<Effect> effects() throws KernelException {
    return simulation.disk().rows(SimRoom.LEDGER, Ledger.TABLE).stream()
        .map(SimDriver::effect)
        .toList();
  }

  private static Effect effect(Row row) {
    Function<String, String> value = it -> row.values().get(Ledger.TABLE.columns().indexOf(it));
    return new Effect(
        row.id(), value.apply("request_key"), value.apply("text"), Effect.pid(value.apply("pid")));
  }

  /// Nothing holds it up.
  @Override
  public List<Event.Stalled> stalls() {
    return List.of();
  }

  /// The same each time.
  @Override
  public String nonce() {
    return "sim";
  }

  @Override
  public void close() {}
}
