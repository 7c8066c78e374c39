package dev.ridethrough.chaos.world.sim.conformance;

import dev.ridethrough.chaos.world.sim.Backdoor;
import dev.ridethrough.chaos.world.sim.Disk;
import dev.ridethrough.chaos.world.sim.Settings;
import dev.ridethrough.chaos.world.sim.SimProcess;
import dev.ridethrough.chaos.world.sim.Simulation;
import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A story on the simulated kernel: each call, and whoever it wakes, goes on until nobody can.
final class SimRun {
  private static final Path FOLDER = Path.of("/w");

  private final Simulation simulation;
  private final Disk disk;
  private final Cast cast;
  private final List<Player> players = new ArrayList<>();
  private final Player outside;
  private final Map<Integer, Backdoor.Bound> bound = new HashMap<>();
  private final SortedMap<Integer, String> returned = new TreeMap<>();
  private final Names names = new Names();
  private final Scene scene = new Scene();

  /// One process.
  private final class Player {
    private final SimProcess process;
    private Machine machine;
    private Hands hands;

    Player(String name, int uid) {
      process =
          simulation.spawn(
              name,
              uid,
              it -> {
                machine = it;
                hands = new Hands(it, FOLDER);
                it.sleep(Duration.ofDays(100));
                return 0;
              });
      simulation.run(Duration.ZERO);
    }

    void perform(int number, Call.OfProcess call) {
      machine.start("call", () -> returned.put(number, hands.perform(number, call)));
    }
  }

  /// @param seed of the order in which threads take turns, which must not matter
  SimRun(long seed, Cast cast) {
    this.cast = cast;
    simulation = new Simulation(seed, Settings.DEFAULT.withShortIoOneIn(0));
    disk = simulation.disk();
    try {
      disk.makeDirectory(FOLDER, cast.us(), Stage.EVERYBODY);
      new Furniture().furnish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int index = 0; index < cast.users().size(); index++) {
      players.add(player(index));
    }
    outside = new Player("outside", 0);
    look();
  }

  private Player player(int index) {
    Player player = new Player("P" + index, cast.users().get(index));
    names.add(index, player.process.pid());
    return player;
  }

  Line perform(int number, int process, Call call) {
    returned.clear();
    switch (call) {
      case Call.OfProcess it -> players.get(process).perform(number, it);
      case Call.Signal it -> signal(process, it);
      case Call.Outside it -> outside(number, it);
    }
    simulation.run(Duration.ZERO);
    if (call instanceof Call.Kill) {
      players.set(process, player(process));
    }
    returned.replaceAll((_, outcome) -> names.translate(outcome));
    return new Line(number, process, call, returned, call.changesFiles() ? look() : "");
  }

  /// Whether anything is there, also for those who may not see it.
  boolean isThere(String path) {
    try {
      return disk.status(FOLDER.resolve(path)).kind() != FileStatus.Kind.MISSING;
    } catch (KernelException e) {
      return false;
    }
  }

  private String look() {
    return scene.look(Stage.CHANGING, this::status);
  }

  private FileStatus status(String path) throws KernelException {
    return isThere(path) ? disk.status(FOLDER.resolve(path)) : FileStatus.MISSING;
  }

  private void signal(int index, Call.Signal signal) {
    SimProcess process = players.get(index).process;
    switch (signal) {
      case Call.Kill _ -> process.kill();
      case Call.Stop _ -> process.stop();
      case Call.Continue _ -> process.resume();
      case Call.Starve _ -> Backdoor.starve(process);
      case Call.Feed _ -> Backdoor.feed(process);
    }
  }

  private void outside(int number, Call.Outside call) {
    outside.machine.start(
        "call",
        () -> {
          try {
            returned.put(number, outsideCall(number, call));
          } catch (KernelException e) {
            returned.put(number, e.errno().name());
          }
        });
  }

  private String outsideCall(int number, Call.Outside call) throws KernelException {
    switch (call) {
      case Call.Bind c ->
          bound.put(number, Backdoor.bind(outside.machine, FOLDER.resolve(c.path())));
      case Call.ListenOn c -> bound.get(c.bound()).listen(c.backlog());
      case Call.CloseBound c -> bound.get(c.bound()).close();
      case Call.SetMode c -> disk.setMode(FOLDER.resolve(c.path()), c.mode());
      case Call.RemoveDirectory c -> disk.remove(FOLDER.resolve(c.path()));
    }
    return Hands.OK;
  }

  private final class Furniture implements Stage {
    @Override
    public void folder(String path, int mode) throws KernelException {
      disk.makeDirectory(FOLDER.resolve(path), cast.us(), mode);
    }

    @Override
    public void file(String path, int mode, String text) throws KernelException {
      disk.makeFile(FOLDER.resolve(path), cast.us(), mode, text);
    }

    @Override
    public void pipe(String path, int mode) throws KernelException {
      disk.makePipe(FOLDER.resolve(path), cast.us(), mode);
    }

    @Override
    public void datagramSocket(String path) throws KernelException {
      disk.makeSocket(FOLDER.resolve(path), cast.us(), 0777, false);
    }

    @Override
    public void link(String path, String target) throws KernelException {
      disk.makeLink(FOLDER.resolve(path), cast.us(), FOLDER.resolve(target));
    }
  }
}
