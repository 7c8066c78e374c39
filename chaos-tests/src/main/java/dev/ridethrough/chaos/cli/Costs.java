package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.report.RecordingLine;
import dev.ridethrough.chaos.world.RecordingCost;
import org.jspecify.annotations.Nullable;

/// What recording has cost, for the reports.
final class Costs {
  private Costs() {}

  /// Null where it takes no time.
  static @Nullable RecordingLine of(@Nullable RecordingCost cost) {
    return cost == null
        ? null
        : new RecordingLine(cost.events(), cost.meanNanos(), cost.maxNanos(), cost.shareOfTime());
  }
}
