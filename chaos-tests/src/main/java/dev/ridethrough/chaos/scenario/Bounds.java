package dev.ridethrough.chaos.scenario;

/// Keeps hostile or mistaken scenario files from making the harness do something absurd.
final class Bounds {
  private Bounds() {}

  static void check(long value, long min, long max, String what) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          what + " is " + value + ", but must be between " + min + " and " + max);
    }
  }
}
