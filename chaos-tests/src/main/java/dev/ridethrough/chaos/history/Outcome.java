package dev.ridethrough.chaos.history;

/// How a request ended, as its client saw it.
public enum Outcome {
  /// The tool's result.
  RESULT,
  /// The tool failed, or the request was refused as wrong.
  ERROR,
  /// Said to be executed never.
  NOT_SENT,
  /// Said to be unknowable.
  UNKNOWN
}
