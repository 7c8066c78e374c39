package dev.ridethrough.chaos.release;

import org.jspecify.annotations.Nullable;

/// One update that was tried.
///
/// @param to which build
/// @param killedAt where it was killed; null when it ran to its end
/// @param status its exit status
/// @param millis how long it took
/// @param said what it said
record Update(Build to, @Nullable Step killedAt, int status, long millis, String said) {
  static final int UPDATED = 0;

  /// The new version's daemon does not answer, and the old one is back.
  static final int ROLLED_BACK = 70;

  /// For people.
  String words() {
    String end =
        killedAt == null ? "ended with status " + status : "was killed " + killedAt.words();
    return "the update to %s %s after %.1f s".formatted(to.name(), end, millis / 1e3);
  }
}
