package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.history.BadHistoryException;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.HistoryFile;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import java.nio.file.Path;

/// What a run has saved to be run again.
///
/// @param place where it came from, as far as the file says so
record Recording(Scenario scenario, Place place) {
  private static final String HISTORY = ".jsonl";

  /// Reads a scenario, or the scenario of a history.
  static Recording read(Path file) throws BadScenarioException {
    if (!file.toString().endsWith(HISTORY)) {
      return new Recording(ScenarioFile.read(file), Place.PROCESS);
    }
    try {
      History history = HistoryFile.read(file);
      return new Recording(history.scenario(), Place.named(history.world()));
    } catch (BadHistoryException e) {
      throw new BadScenarioException(String.valueOf(e.getMessage()));
    }
  }
}
