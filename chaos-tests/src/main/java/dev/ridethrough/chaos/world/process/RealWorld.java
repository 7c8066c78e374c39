package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.RecordingCost;
import dev.ridethrough.chaos.world.Target;
import dev.ridethrough.chaos.world.World;
import dev.ridethrough.chaos.world.run.Driver;
import dev.ridethrough.chaos.world.run.Recorder;
import dev.ridethrough.chaos.world.run.ScenarioRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What all worlds of real processes have in common. Each run has a folder of its own, with a short
/// path: socket paths are limited to 106 bytes.
public abstract class RealWorld implements World {
  private final Target target;
  private final Consumer<Event> observer;
  private final RecordingCost recording = new RecordingCost();
  private final Path root;

  /// Makes an empty folder of its own, and sweeps those that others left behind.
  ///
  /// @param observer hears of each event as it happens
  protected RealWorld(Target target, Consumer<Event> observer) {
    this.target = target;
    this.observer = observer;
    try {
      this.root =
          Files.createTempDirectory(
              Leftovers.PREFIX,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Leftovers.claim(root);
      Leftovers.sweepBeside(root);
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder", e);
    }
  }

  /// A driver for one run.
  protected abstract Driver driver(Scenario scenario, Room room) throws IOException;

  protected final Target target() {
    return target;
  }

  /// The folder that holds those of all runs.
  protected final Path root() {
    return root;
  }

  @Override
  public final String delivery() {
    return target.delivery();
  }

  @Override
  public Map<Fault, String> impossible() {
    return Abilities.impossible(target, root);
  }

  @Override
  public final History run(Scenario scenario, int index) {
    long start = System.nanoTime();
    Recorder recorder = new Recorder(RealDriver.MACHINE, observer, recording);
    Path folder = root.resolve(Integer.toString(index));
    try {
      Files.createDirectory(folder);
      try (Driver driver = driver(scenario, new Room(folder))) {
        new ScenarioRun(scenario, target, driver, recorder).run();
      }
    } catch (Exception e) {
      recorder.add(at -> new Event.HarnessFailed(at, String.valueOf(e)));
    }
    recording.run(System.nanoTime() - start);
    return new History(
        History.FORMAT,
        name(),
        target.name(),
        target.delivery(),
        scenario.windowMillis(),
        scenario,
        recorder.events());
  }

  @Override
  public final RecordingCost recording() {
    return recording;
  }

  /// Also the home of its daemon.
  @Override
  public final Path logs(int index) {
    return root.resolve(Integer.toString(index));
  }

  @Override
  public final void discard(int index) {
    delete(logs(index));
  }

  @Override
  public void close() {
    delete(root);
  }

  /// Deletes it with all that is in it, as far as that is possible.
  public static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // a folder that stays behind does no harm
    }
  }
}
