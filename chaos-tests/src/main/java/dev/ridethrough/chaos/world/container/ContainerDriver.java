package dev.ridethrough.chaos.world.container;

import com.github.dockerjava.api.model.Bind;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import dev.ridethrough.chaos.world.process.Commands;
import dev.ridethrough.chaos.world.process.Onlooker;
import dev.ridethrough.chaos.world.process.Posix;
import dev.ridethrough.chaos.world.process.RealDriver;
import dev.ridethrough.chaos.world.process.Room;
import dev.ridethrough.chaos.world.run.Child;
import dev.ridethrough.chaos.world.run.Surroundings;
import dev.ridethrough.machine.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Runs one scenario on containers.
final class ContainerDriver extends RealDriver {
  private final Path owner;
  private final Images images;
  private final Commands commands;
  private final Volumes volumes;
  private final boolean limited;
  private final List<Vessel> all = new ArrayList<>();

  /// Of each that can run daemons, the last one; guarded by this.
  private final Map<Vessel, ContainerChild> daemons = new HashMap<>();

  /// The one that the engine starts next, by itself; guarded by this.
  private @Nullable Vessel restarting;

  /// @param owner the folder of the world
  ContainerDriver(
      Scenario scenario,
      Target target,
      OptionalLong proxyGraceMillis,
      Room room,
      Path owner,
      Images images)
      throws IOException {
    super(scenario, target, room);
    this.owner = owner;
    this.images = images;
    commands = new Commands(scenario, target, proxyGraceMillis, room, Onlooker.NOBODY);
    volumes = new Volumes(super.surroundings(), this);
    limited = scenario.faults().contains(Fault.MEMORY_LIMIT);
  }

  @Override
  public synchronized Child daemon(int life, int generation, String name) throws IOException {
    Path log = room().log(log(life, name));
    Vessel again = restarting;
    if (again != null) {
      restarting = null;
      ContainerChild dead = daemons.get(again);
      return born(again, again.restarted(dead == null ? 0 : dead.pid()), log, life, generation);
    }
    List<String> command = commands.daemon(life, generation, name);
    Vessel vessel = free(command);
    vessel.start(volumes.isOther() ? Mounts.withOtherCore(command) : command, log);
    return born(vessel, vessel.pid(), log, life, generation);
  }

  private ContainerChild born(Vessel vessel, long pid, Path log, int life, int generation) {
    // set before anybody can strike it
    ContainerChild[] child = new ContainerChild[1];
    child[0] = new ContainerChild(vessel, pid, log, () -> prepare(vessel, child, life, generation));
    daemons.put(vessel, child[0]);
    return child[0];
  }

  /// When the engine shall start the next daemon, it must know by now what that is.
  private synchronized void prepare(
      Vessel vessel, ContainerChild[] child, int life, int generation) {
    boolean last = life >= scenario().lives().size();
    if (last
        || restarting != null
        || !scenario().lives().get(life).outage().faults().contains(Fault.RESTART_POLICY)) {
      return;
    }
    try {
      String name = "daemon " + (generation + 1);
      List<String> command = commands.daemon(life + 1, generation + 1, name);
      vessel.prepare(
          volumes.isOther() ? Mounts.withOtherCore(command) : command,
          room().log(log(life + 1, name)));
      child[0].passEngine();
      restarting = vessel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One of the image that runs nothing.
  private Vessel free(List<String> command) throws IOException {
    String image = volumes.isOther() ? images.other() : images.first();
    for (Map.Entry<Vessel, ContainerChild> it : daemons.entrySet()) {
      if (it.getKey().image().equals(image) && !it.getValue().isAlive()) {
        return it.getKey();
      }
    }
    Path hog = null;
    if (limited) {
      hog = room().folder().resolve("hog-" + all.size());
      Posix.makePipe(hog);
    }
    return vessel("daemon-" + all.size(), image, mounts(command), null, hog);
  }

  private List<Bind> mounts(List<String> command) throws IOException {
    List<Bind> mounts = new ArrayList<>(Mounts.of(command));
    mounts.add(Mounts.writable(room().folder()));
    return mounts;
  }

  private synchronized Vessel vessel(
      String name, String image, List<Bind> mounts, @Nullable Pipes pipes, @Nullable Path hog) {
    Script script = new Script(room().folder().resolve(name + ".sh"), pipes, hog);
    Vessel vessel = new Vessel(new Vessel.Build(image, owner, room().folder(), mounts), script);
    all.add(vessel);
    return vessel;
  }

  @Override
  public Child contender(boolean otherHome, String name) throws IOException {
    List<String> command = commands.contender(otherHome, name);
    List<Bind> mounts = mounts(command);
    if (volumes.isReadOnly()) {
      mounts.add(Mounts.readOnly(room().directory()));
    }
    return start(vessel(name, images.first(), mounts, null, null), command, name);
  }

  @Override
  public Child proxy(int seat, int number) throws IOException {
    String name = "proxy-" + number;
    List<String> command = commands.proxy(seat, number);
    Pipes pipes = Pipes.make(room().folder(), name);
    return start(vessel(name, images.first(), mounts(command), pipes, null), command, name);
  }

  private Child start(Vessel vessel, List<String> command, String name) throws IOException {
    Path log = room().log(name);
    vessel.start(command, log);
    return new ContainerChild(vessel, vessel.pid(), log, () -> {});
  }

  /// The greeting says 1, as all do; the kernel knows who listens.
  @Override
  public long greeted(Connection connection, long said) throws IOException {
    return connection.peer().pid();
  }

  @Override
  public Surroundings surroundings() {
    return volumes;
  }

  /// The container of the daemon that was started last by the engine.
  synchronized int restarts() {
    return daemons.keySet().stream().mapToInt(Vessel::restarts).sum();
  }

  /// Whether a daemon lives whose container is of the other image, as the engine says.
  synchronized boolean runsOther() {
    return daemons.entrySet().stream()
        .filter(it -> it.getValue().isAlive())
        .anyMatch(it -> images.other().equals(it.getKey().inspect().getConfig().getImage()));
  }

  /// Their process ids are all 1, and say nothing.
  @Override
  public List<Effect> effects() throws IOException {
    return super.effects().stream()
        .map(it -> new Effect(it.row(), it.key(), it.token(), null))
        .toList();
  }

  @Override
  public void close() throws IOException {
    all.parallelStream().forEach(Vessel::remove);
    super.close();
  }
}
