package dev.ridethrough.update;

/// How an update ended.
///
/// @param text for people
public record Outcome(Kind kind, String text) {
  /// What is there now.
  public enum Kind {
    /// The new version, and its daemon answers, if one ran before.
    UPDATED,
    /// What was there before: it is the same.
    CURRENT,
    /// The old version, and its daemon answers: the new one's did not.
    ROLLED_BACK,
    /// No daemon answers, neither of the new version nor of the old one.
    NOBODY_SERVES
  }
}
