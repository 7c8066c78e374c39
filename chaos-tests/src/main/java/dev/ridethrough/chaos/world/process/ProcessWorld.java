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
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Runs scenarios on real child processes. Each run has a folder of its own, with a short path:
/// socket paths are limited to 106 bytes.
public final class ProcessWorld implements World {
  private final Target target;
  private final OptionalLong proxyGraceMillis;
  private final Consumer<Event> observer;
  private final Onlooker onlooker;
  private final RecordingCost recording = new RecordingCost();
  private final Path root;

  /// Makes a world with an empty folder of its own.
  ///
  /// @param proxyGraceMillis what the proxies are told instead of the scenario's window, by which
  ///   they are judged all the same
  /// @param observer hears of each event as it happens
  public ProcessWorld(Target target, OptionalLong proxyGraceMillis, Consumer<Event> observer) {
    this(target, proxyGraceMillis, observer, Onlooker.NOBODY);
  }

  /// The same, for somebody who looks at the processes: what happens there is not to be judged.
  public ProcessWorld(
      Target target, OptionalLong proxyGraceMillis, Consumer<Event> observer, Onlooker onlooker) {
    this.target = target;
    this.onlooker = onlooker;
    this.observer = observer;
    this.proxyGraceMillis = proxyGraceMillis;
    try {
      this.root =
          Files.createTempDirectory(
              Leftovers.PREFIX,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Leftovers.claim(root);
      Leftovers.sweep(root.resolveSibling("").normalize());
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder", e);
    }
  }

  @Override
  public String name() {
    return "process";
  }

  @Override
  public String delivery() {
    return target.delivery();
  }

  @Override
  public Map<Fault, String> impossible() {
    return Abilities.impossible(target, root);
  }

  @Override
  public History run(Scenario scenario, int index) {
    long start = System.nanoTime();
    Recorder recorder = new Recorder(ProcessDriver.MACHINE, observer, recording);
    Path folder = root.resolve(Integer.toString(index));
    try {
      Files.createDirectory(folder);
      try (Driver driver =
          new ProcessDriver(scenario, target, proxyGraceMillis, new Room(folder), onlooker)) {
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
  public RecordingCost recording() {
    return recording;
  }

  /// Also the home of its daemon.
  @Override
  public Path logs(int index) {
    return root.resolve(Integer.toString(index));
  }

  @Override
  public void discard(int index) {
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
