package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.scenario.Fault;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the numbers of a run do not tell.
///
/// @param impossible the faults that can't be made to happen in that world, and why
/// @param pace of a run in simulated time, or null
/// @param recording of a run in real time, or null
public record Setting(
    long seed,
    String world,
    long elapsedMillis,
    long generated,
    Map<Fault, String> impossible,
    @Nullable Pace pace,
    @Nullable RecordingLine recording,
    Parts parts) {
  /// What a gate ran elsewhere.
  ///
  /// @param simulation see [Summary]
  /// @param containers see [Summary]
  /// @param containersSkipped see [Summary]
  public record Parts(
      @Nullable Summary simulation,
      @Nullable Summary containers,
      @Nullable String containersSkipped) {
    private static final Parts NONE = new Parts(null, null, null);
  }

  public Setting {
    impossible = Map.copyOf(impossible);
  }

  /// In one part.
  public Setting(
      long seed,
      String world,
      long elapsedMillis,
      long generated,
      Map<Fault, String> impossible,
      @Nullable Pace pace,
      @Nullable RecordingLine recording) {
    this(seed, world, elapsedMillis, generated, impossible, pace, recording, Parts.NONE);
  }

  /// The same, with what ran elsewhere.
  public Setting with(Parts others) {
    return new Setting(seed, world, elapsedMillis, generated, impossible, pace, recording, others);
  }
}
