package dev.ridethrough.chaos.report.timeline;

import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Witness;

/// What a timeline points at: a promise, and where it was broken.
public record Mark(Promise promise, Witness witness) {
  long at() {
    return witness.at();
  }

  /// Whether it is known when that was.
  boolean isTimed() {
    return at() >= 0;
  }

  /// Whether one timeline can show both.
  public boolean isBeside(Mark other) {
    return witness.request() > 0
        ? witness.request() == other.witness.request()
        : witness.equals(other.witness);
  }
}
