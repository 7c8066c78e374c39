package dev.ridethrough.chaos.world;

import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a scenario runs. Several may run at once.
public interface World extends AutoCloseable {
  /// The name in reports, such as `process`.
  String name();

  /// How its proxies deliver, such as `exactly-once`.
  String delivery();

  /// The faults that can't be done here, and why.
  Map<Fault, String> impossible();

  /// Runs the scenario to its end. Never throws for what the target does: that is in the history.
  ///
  /// @param index tells this run from the others of this world
  History run(Scenario scenario, int index);

  /// Whether the same scenario, with its seed, has the same history each time: then one that nobody
  /// kept is not lost.
  default boolean isRepeatable() {
    return false;
  }

  /// The folder with what the processes of a run said, until it is [#discard]ed; null where there
  /// are none.
  default @Nullable Path logs(int index) {
    return null;
  }

  /// Forgets a run: its history is all that is left.
  default void discard(int index) {}

  /// What recording has cost so far; null where it takes no time, as simulated time stands still
  /// meanwhile.
  default @Nullable RecordingCost recording() {
    return null;
  }

  /// Removes what its runs left behind.
  @Override
  void close();
}
