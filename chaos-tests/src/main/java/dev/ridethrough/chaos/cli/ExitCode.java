package dev.ridethrough.chaos.cli;

/// Exit statuses beside those of a verdict.
final class ExitCode {
  /// The demonstration did not show what it should.
  static final int FAILED = 1;

  /// No verdict: the harness failed.
  static final int INVALID = 3;

  static final int USAGE = 64;

  private ExitCode() {}
}
