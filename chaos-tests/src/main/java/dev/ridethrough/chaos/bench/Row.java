package dev.ridethrough.chaos.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// One line of the table.
public sealed interface Row {
  /// What was measured, in a word or two.
  String name();

  /// What that is, exactly.
  String how();

  record Measured(String name, String how, Figures figures) implements Row {}

  /// What could not be measured.
  ///
  /// @param missing why there are no figures
  record Missing(String name, String how, String missing) implements Row {}

  /// What came out.
  ///
  /// @param count how many were measured, without those of the warm-up
  /// @param p50Micros half of them took no longer, in microseconds
  /// @param p99Micros 99 of 100 took no longer, in microseconds
  /// @param maxMicros none took longer, in microseconds
  /// @param perSecond how many were done a second, or null where that means nothing
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Figures(
      int count, double p50Micros, double p99Micros, double maxMicros, @Nullable Double perSecond) {

    static Figures of(Samples samples, @Nullable Double perSecond) {
      return new Figures(
          samples.size(),
          samples.percentile(50) / 1e3,
          samples.percentile(99) / 1e3,
          samples.percentile(100) / 1e3,
          perSecond);
    }
  }

  /// A row of times.
  static Measured of(String name, String how, Samples samples) {
    return new Measured(name, how, Figures.of(samples, null));
  }

  /// A row of times and a rate.
  ///
  /// @param elapsedNanos how long it took to measure them all
  static Measured ofRate(String name, String how, Samples samples, long elapsedNanos) {
    return new Measured(name, how, Figures.of(samples, samples.size() * 1e9 / elapsedNanos));
  }
}
