package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import dev.ridethrough.chaos.world.run.AimedPoint;
import dev.ridethrough.chaos.world.run.Child;
import dev.ridethrough.chaos.world.run.Driver;
import dev.ridethrough.chaos.world.run.KillPoints;
import dev.ridethrough.chaos.world.run.Surroundings;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.real.RealMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Runs one scenario on child processes.
final class ProcessDriver implements Driver {
  /// The one of this process.
  static final Machine MACHINE = new RealMachine();

  private final Scenario scenario;
  private final Target target;
  private final Room room;
  private final Onlooker onlooker;
  private final Commands commands;
  private final ControlSocket control;
  private final @Nullable SmallDisk disk;
  private final Obstacles obstacles;
  private final String nonce = UUID.randomUUID().toString().substring(0, 8);
  private final long start = System.nanoTime();

  ProcessDriver(
      Scenario scenario, Target target, OptionalLong proxyGraceMillis, Room room, Onlooker onlooker)
      throws IOException {
    this.scenario = scenario;
    this.target = target;
    this.onlooker = onlooker;
    this.room = room;
    room.make();
    control = new ControlSocket(room.control(), AimedPoint.of(scenario));
    disk = scenario.faults().contains(Fault.FULL_DISK) ? SmallDisk.mount(room.home()) : null;
    commands = new Commands(scenario, target, proxyGraceMillis, room, onlooker);
    obstacles = new Obstacles(room, disk);
    Heartbeat.INSTANCE.since(0); // starts it
  }

  @Override
  public Machine machine() {
    return MACHINE;
  }

  @Override
  public Child daemon(int life, int generation, String name) throws IOException {
    if (scenario.isWithoutEcho(life)) {
      throw new IOException("a real daemon has all of its tools: only sim can take one away");
    }
    String log = log(name);
    return new ProcessChild(commands.daemon(life, generation, name, log), room.log(log));
  }

  /// All generations share one, but for those that are started together.
  private static String log(String name) {
    return name.startsWith("daemon ") ? "daemon" : name;
  }

  @Override
  public Child contender(boolean otherHome, String name) throws IOException {
    Path home = otherHome ? room.otherHome() : room.home();
    return new ProcessChild(commands.contender(home, name), room.log(name));
  }

  @Override
  public Child proxy(int seat, int number) throws IOException {
    String log = "proxy-" + number;
    return new ProcessChild(commands.proxy(seat, number, log), room.log(log));
  }

  @Override
  public KillPoints points() {
    return control;
  }

  @Override
  public void look(int point, String process) {
    onlooker.look(point, process);
  }

  @Override
  public CompletableFuture<Void> patience() {
    return onlooker.patience();
  }

  @Override
  public Surroundings surroundings() {
    return obstacles;
  }

  @Override
  public List<Effect> effects() throws IOException {
    try {
      return Ledgers.read(target.oracle(), room.home());
    } catch (SQLException e) {
      throw new IOException("can't count the effects: " + e.getMessage(), e);
    }
  }

  @Override
  public List<Event.Stalled> stalls() {
    return Heartbeat.INSTANCE.stalledSince(start);
  }

  @Override
  public String nonce() {
    return nonce;
  }

  @Override
  public void close() throws IOException {
    control.close();
    if (disk != null) {
      disk.close();
    }
  }
}
