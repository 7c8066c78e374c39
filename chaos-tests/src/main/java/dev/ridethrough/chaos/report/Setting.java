package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.scenario.Fault;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the numbers of a run do not tell.
///
/// @param impossible the faults that can't be made to happen in that world, and why
/// @param pace of a run in simulated time, or null
/// @param recording of a run in real time, or null
/// @param simulation see [Summary]
/// @param containers see [Summary]
/// @param containersSkipped see [Summary]
public record Setting(
    long seed,
    String world,
    long elapsedMillis,
    long generated,
    Map<Fault, String> impossible,
    @Nullable Pace pace,
    @Nullable RecordingLine recording,
    @Nullable Summary simulation,
    @Nullable Summary containers,
    @Nullable String containersSkipped) {
  public Setting {
    impossible = Map.copyOf(impossible);
  }

  /// With nothing else.
  public Setting(
      long seed, String world, long elapsedMillis, long generated, Map<Fault, String> impossible) {
    this(seed, world, elapsedMillis, generated, impossible, null, null, null, null, null);
  }

  /// The same, in simulated time.
  public Setting withPace(@Nullable Pace value) {
    return new Setting(
        seed,
        world,
        elapsedMillis,
        generated,
        impossible,
        value,
        recording,
        simulation,
        containers,
        containersSkipped);
  }

  /// The same, with what recording cost.
  public Setting withRecording(@Nullable RecordingLine value) {
    return new Setting(
        seed,
        world,
        elapsedMillis,
        generated,
        impossible,
        pace,
        value,
        simulation,
        containers,
        containersSkipped);
  }

  /// The same, after a part in simulated time.
  public Setting after(Summary first) {
    return new Setting(
        seed,
        world,
        elapsedMillis,
        generated,
        impossible,
        pace,
        recording,
        first,
        containers,
        containersSkipped);
  }

  /// The same, before a part in containers.
  ///
  /// @param last null where there was none
  /// @param skipped why there was none, or null
  public Setting before(@Nullable Summary last, @Nullable String skipped) {
    return new Setting(
        seed,
        world,
        elapsedMillis,
        generated,
        impossible,
        pace,
        recording,
        simulation,
        last,
        skipped);
  }
}
