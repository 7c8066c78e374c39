package dev.ridethrough.service;

/// What became of the service after its program was replaced.
///
/// @param text for people
public record PostUpdate(Kind kind, String text) {
  /// What was done.
  public enum Kind {
    /// Nothing: there is no service, or it is masked.
    SKIPPED,
    /// The unit is up to date; it was not running and is not.
    LEFT_STOPPED,
    /// A daemon of this version answers.
    RESTARTED,
    /// The unit is up to date, but no daemon of this version answered in time.
    NOT_RESTARTED
  }
}
