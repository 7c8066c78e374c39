package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Scenarios that are run in every gate, first.
public final class Corpus {
  private Corpus() {}

  /// All scenarios in the folder: crowds first, then those that take longest, so that nobody waits
  /// for them at the end, and else by name.
  ///
  /// @param large whether those in its folder `large` are wanted, too
  /// @throws BadScenarioException when the folder or one of its files can't be used
  public static List<Scenario> read(Path folder, boolean large) throws BadScenarioException {
    if (!Files.isDirectory(folder)) {
      throw new BadScenarioException("there is no corpus " + folder);
    }
    List<Scenario> scenarios = new ArrayList<>();
    for (Path file : files(folder)) {
      scenarios.add(ScenarioFile.read(file));
    }
    Path largeOnes = folder.resolve("large");
    if (large && Files.isDirectory(largeOnes)) {
      scenarios.addAll(read(largeOnes, false));
    }
    scenarios.sort(
        Comparator.comparingInt(Scenario::proxies).thenComparingLong(Corpus::millis).reversed());
    return scenarios;
  }

  /// The schedules of planted bugs, and those that ever failed in sim, which cost nothing in
  /// simulated time. There may be none.
  public static List<Scenario> inSim(Path folder) throws BadScenarioException {
    List<Scenario> scenarios = new ArrayList<>();
    for (String name : List.of("sim", "mutants")) {
      if (Files.isDirectory(folder.resolve(name))) {
        scenarios.addAll(read(folder.resolve(name), false));
      }
    }
    return scenarios;
  }

  private static List<Path> files(Path folder) throws BadScenarioException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new BadScenarioException("can't read the corpus " + folder + ": " + e.getMessage());
    }
  }

  /// About how long it takes at least.
  private static long millis(Scenario scenario) {
    return scenario.lives().stream().mapToLong(it -> lasts(it) + it.outage().millis()).sum();
  }

  private static long lasts(Life life) {
    return life.death().aim() instanceof Aim.Time time ? time.millis() : 0;
  }
}
