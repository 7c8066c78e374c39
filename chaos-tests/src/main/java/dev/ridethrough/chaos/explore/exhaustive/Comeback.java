package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.chaos.scenario.Scenario;

/// How the daemon comes back after a strike.
enum Comeback {
  AT_ONCE,
  LATE_IN_THE_WINDOW,
  AFTER_THE_WINDOW,
  CRASH_LOOP,
  TWO_AT_ONCE;

  static final long SOON_MILLIS = 200;
  private static final long LATE_MILLIS = 6_000;
  private static final long BEYOND_MILLIS = Scenario.REAL_WINDOW_MILLIS + 1_000;

  /// How long nobody is there, or the daemon stands still.
  long millis() {
    return switch (this) {
      case AT_ONCE -> 0;
      case LATE_IN_THE_WINDOW -> LATE_MILLIS;
      case AFTER_THE_WINDOW -> BEYOND_MILLIS;
      case CRASH_LOOP, TWO_AT_ONCE -> SOON_MILLIS;
    };
  }
}
