package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.failure.Failure;
import dev.ridethrough.chaos.failure.FailureFile;
import dev.ridethrough.chaos.history.BadHistoryException;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.HistoryFile;
import dev.ridethrough.chaos.history.Lines;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import dev.ridethrough.grace.Delivery;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a run has saved to be run again.
///
/// @param place where it came from, as far as the file says so
/// @param sabotage with which the run was spoilt
/// @param failure what the file says of it, or null when it is no failure file
record Recording(
    Scenario scenario,
    Place place,
    Sabotage sabotage,
    Delivery delivery,
    @Nullable Failure failure) {
  private static final String LINES = ".jsonl";

  /// Reads a failure, a scenario, or the scenario of a history.
  static Recording read(Path file) throws BadScenarioException {
    if (!file.toString().endsWith(LINES)) {
      return new Recording(
          ScenarioFile.read(file), Place.PROCESS, Sabotage.NONE, Delivery.AT_MOST_ONCE, null);
    }
    try (Lines lines = Lines.of(file)) {
      return FailureFile.isNext(lines)
          ? of(file, FailureFile.read(lines))
          : of(file, HistoryFile.read(lines));
    } catch (BadHistoryException e) {
      throw new BadScenarioException(Objects.requireNonNull(e.getMessage()));
    }
  }

  private static Recording of(Path file, History history) throws BadScenarioException {
    return new Recording(
        history.scenario(), place(file, history), Sabotage.NONE, delivery(file, history), null);
  }

  private static Recording of(Path file, Failure failure) throws BadScenarioException {
    String how = failure.origin().sabotage();
    Sabotage sabotage =
        Sabotage.named(how)
            .orElseThrow(() -> new BadScenarioException(file + ": there is no sabotage " + how));
    return new Recording(
        failure.scenario(),
        place(file, failure.history()),
        sabotage,
        delivery(file, failure.history()),
        failure);
  }

  private static Delivery delivery(Path file, History history) throws BadScenarioException {
    try {
      return Delivery.of(history.delivery());
    } catch (IllegalArgumentException e) {
      throw new BadScenarioException(file + ": " + e.getMessage());
    }
  }

  private static Place place(Path file, History history) throws BadScenarioException {
    return Place.named(history.world())
        .orElseThrow(() ->
            new BadScenarioException(
                file + ": there is no world '" + history.world() + "': known are sim and process"));
  }
}
