package dev.ridethrough.chaos.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// How fast simulated time went.
///
/// @param timeRatio how much simulated time passed in a unit of real time, all threads together
/// @param digest of the histories of the first generated scenarios, to be compared with another
///   run; null where none was generated
/// @param digested how many those are
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Pace(
    double scenariosPerSecond, double timeRatio, @Nullable String digest, @Nullable Long digested) {

  /// Of what took so long, all threads together.
  ///
  /// @param simulatedMicros how much time passed in all scenarios together
  public static Pace of(long scenarios, long simulatedMicros, long elapsedMillis) {
    double millis = Math.max(1, elapsedMillis);
    return new Pace(
        rounded(scenarios * 1_000 / millis),
        rounded(simulatedMicros / 1_000.0 / millis),
        null,
        null);
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  public Pace withDigest(String value, long histories) {
    return new Pace(scenariosPerSecond, timeRatio, value, histories);
  }
}
