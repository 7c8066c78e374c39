package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import dev.ridethrough.chaos.world.run.AimedPoint;
import dev.ridethrough.chaos.world.run.Driver;
import dev.ridethrough.chaos.world.run.KillPoints;
import dev.ridethrough.chaos.world.run.Surroundings;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.real.RealMachine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What all drivers of real processes have in common: the machine, the folder, the control socket,
/// what lies around the daemon, and the ledger.
public abstract class RealDriver implements Driver {
  /// The one of this process.
  static final Machine MACHINE = new RealMachine();

  private final Scenario scenario;
  private final Target target;
  private final Room room;
  private final ControlSocket control;
  private final @Nullable SmallDisk disk;
  private final Obstacles obstacles;
  private final String nonce = UUID.randomUUID().toString().substring(0, 8);
  private final long start = System.nanoTime();

  protected RealDriver(Scenario scenario, Target target, Room room) throws IOException {
    this.scenario = scenario;
    this.target = target;
    this.room = room;
    room.make();
    control = new ControlSocket(room.control(), AimedPoint.of(scenario));
    disk = scenario.faults().contains(Fault.FULL_DISK) ? SmallDisk.mount(room.home()) : null;
    obstacles = new Obstacles(room, disk);
    Heartbeat.INSTANCE.since(0); // starts it
  }

  protected final Scenario scenario() {
    return scenario;
  }

  protected final Room room() {
    return room;
  }

  /// The log of a daemon: all generations share one, but for those that are started together.
  protected final String log(int life, String name) throws IOException {
    if (scenario.isWithoutEcho(life)) {
      throw new IOException("a real daemon has all of its tools: only sim can take one away");
    }
    return name.startsWith("daemon ") ? "daemon" : name;
  }

  @Override
  public final Machine machine() {
    return MACHINE;
  }

  @Override
  public final KillPoints points() {
    return control;
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
  public final List<Event.Stalled> stalls() {
    return Heartbeat.INSTANCE.stalledSince(start);
  }

  @Override
  public final String nonce() {
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
