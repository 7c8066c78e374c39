package dev.ridethrough.grace;

/// What to do after a [Failure].
public sealed interface Decision {

  /// Attempt the request again, under its same key, after the pause or as soon as the path changes.
  record Retry(long pauseMillis) implements Decision {}

  record GiveUp(Outcome outcome) implements Decision {}
}
