package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.scenario.BadScenarioException;
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

  /// All scenarios in the folder: those with the longest outages first, so that nobody waits for
  /// them at the end, and else by name.
  ///
  /// @throws BadScenarioException when the folder or one of its files can't be used
  public static List<Scenario> read(Path folder) throws BadScenarioException {
    if (!Files.isDirectory(folder)) {
      throw new BadScenarioException("there is no corpus " + folder);
    }
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new BadScenarioException("can't read the corpus " + folder + ": " + e.getMessage());
    }
    List<Scenario> scenarios = new ArrayList<>();
    for (Path file : files) {
      scenarios.add(ScenarioFile.read(file));
    }
    scenarios.sort(Comparator.comparingLong(Corpus::outages).reversed());
    return scenarios;
  }

  private static long outages(Scenario scenario) {
    return scenario.lives().stream().mapToLong(it -> it.outage().millis()).sum();
  }
}
