package dev.ridethrough.chaos.check;

/// How a proxy bears a daemon that says nothing. As `docs/protocol.md` has it, not as the code
/// does.
final class Silence {
  /// How long a daemon may say nothing about a request for free.
  static final long FREE_MILLIS = 3_000;

  /// How often a daemon says something: it may have done so last this long before it was stopped.
  private static final long SIGN_OF_LIFE_MILLIS = 1_000;

  /// The shortest stop that can make a proxy give up: `unknown`, and that not before its window is
  /// used up.
  static long leastStopMillis(Tolerance tolerance) {
    return FREE_MILLIS - SIGN_OF_LIFE_MILLIS - tolerance.jitterMillis();
  }

  private Silence() {}
}
