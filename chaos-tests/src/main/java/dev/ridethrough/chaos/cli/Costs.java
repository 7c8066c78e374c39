package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.report.RecordingLine;
import dev.ridethrough.chaos.world.RecordingCost;
import dev.ridethrough.chaos.world.World;
import org.jspecify.annotations.Nullable;

/// What a world's recording has cost, for the reports.
final class Costs {
  private Costs() {}

  /// Null where it takes no time.
  static @Nullable RecordingLine of(World world) {
    RecordingCost cost = world.recording();
    return cost == null
        ? null
        : new RecordingLine(cost.events(), cost.meanNanos(), cost.maxNanos(), cost.shareOfTime());
  }
}
