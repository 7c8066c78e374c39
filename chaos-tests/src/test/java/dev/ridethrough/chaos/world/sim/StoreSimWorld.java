package dev.ridethrough.chaos.world.sim;

import static java.util.Comparator.comparingInt;

import dev.ridethrough.chaos.world.sim.StoreStep.Change;
import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A sequence's processes on a simulated machine.
final class StoreSimWorld implements StoreWorld {
  private static final Path ROOM = Path.of("/room");
  private static final Path HOME = ROOM.resolve("home");
  private static final Path STORE = HOME.resolve("store");
  private static final int USER = 1000;
  private static final Duration ASK_AGAIN = Duration.ofMillis(11);
  private static final Duration GIVE_UP = Duration.ofSeconds(1);

  private final Simulation simulation;
  private final Disk disk;
  private final Actor administrator;
  private final Map<Integer, Actor> processes = new TreeMap<>();
  private final Map<Integer, StoreActor> actors = new TreeMap<>();
  private final List<Answer> answers = new ArrayList<>();
  private int away;

  StoreSimWorld(long seed) {
    simulation = new Simulation(seed, Settings.DEFAULT);
    disk = simulation.disk();
    administrator = new Actor(simulation, "administrator", 0);
    change(() -> {
      disk.makeDirectory(ROOM, USER, 0700);
      disk.makeDirectory(HOME, USER, 0700);
    });
  }

  private interface OnDisk {
    void run() throws KernelException;
  }

  private static void change(OnDisk action) {
    try {
      action.run();
    } catch (KernelException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void start(int process) {
    var actor = new Actor(simulation, "process " + process, USER);
    processes.put(process, actor);
    actors.put(
        process,
        new StoreActor(actor.machine(), ROOM, (id, text) -> answers.add(new Answer(id, text))));
  }

  @Override
  public void call(int process, StoreCall call) {
    actors.get(process).accept(call);
  }

  @Override
  public void strike(int process, StoreStep.Signal signal) {
    SimProcess struck = processes.get(process).process;
    switch (signal) {
      case KILL -> struck.kill();
      case STOP -> struck.stop();
      case CONT -> struck.resume();
    }
  }

  @Override
  public void meddle(Change change) {
    change(() -> {
      switch (change) {
        case DELETE -> {
          if (kind(HOME) == FileStatus.Kind.DIRECTORY) {
            removeStore();
          }
        }
        case MOVE_AWAY -> {
          if (kind(HOME) == FileStatus.Kind.DIRECTORY) {
            rename(HOME, ROOM.resolve("away" + ++away));
          }
          makeHome();
        }
        case MOVE_BACK -> moveBack();
        case PLANT_EMPTY -> plant("");
        case PLANT_TEXT -> plant(PLANTED);
        case PLANT_FOLDER -> {
          if (isFree()) {
            disk.makeDirectory(STORE, USER, 0700);
          }
        }
        case REMOVE_FOLDER -> {
          if (kind(HOME) == FileStatus.Kind.DIRECTORY) {
            disk.remove(HOME);
          }
        }
      }
    });
  }

  private FileStatus.Kind kind(Path path) throws KernelException {
    return disk.status(path).kind();
  }

  private void removeStore() throws KernelException {
    if (kind(STORE) != FileStatus.Kind.MISSING) {
      disk.remove(STORE);
    }
  }

  private void makeHome() throws KernelException {
    if (kind(HOME) == FileStatus.Kind.MISSING) {
      disk.makeDirectory(HOME, USER, 0700);
    }
  }

  private void moveBack() throws KernelException {
    boolean empty = kind(HOME) == FileStatus.Kind.MISSING || kind(STORE) == FileStatus.Kind.MISSING;
    if (away > 0 && empty) {
      rename(ROOM.resolve("away" + away--), HOME);
    }
  }

  private void rename(Path from, Path to) {
    administrator.run(() -> administrator.machine().files().rename(from, to));
  }

  private void plant(String text) throws KernelException {
    if (isFree()) {
      disk.makeFile(STORE, USER, 0600, text);
    }
  }

  private boolean isFree() throws KernelException {
    return kind(HOME) == FileStatus.Kind.DIRECTORY && kind(STORE) == FileStatus.Kind.MISSING;
  }

  @Override
  public List<Answer> settle(int step, Patience patience, Set<Integer> open) {
    simulation.run(Duration.ZERO);
    switch (patience) {
      case NONE -> {}
      case ASK_AGAIN -> simulation.run(ASK_AGAIN);
      case GIVE_UP -> simulation.run(GIVE_UP);
    }
    List<Answer> given = answers.stream().sorted(comparingInt(Answer::id)).toList();
    answers.clear();
    return given;
  }

  @Override
  public void close() {
    // nothing of it runs by itself
  }
}
