package dev.ridethrough.cli;

/// Exit statuses, after `sysexits.h`.
final class ExitCode {
  static final int OK = 0;

  /// A tool failed, or a daemon could not start or had to cut requests off.
  static final int FAILED = 1;

  static final int USAGE = 64;

  /// Nothing was executed: no daemon, or none that may be used.
  static final int NOT_SENT = 69;

  /// Whether it was executed can't be known.
  static final int UNKNOWN = 75;

  private ExitCode() {}
}
