package dev.ridethrough.cli;

/// A failure that its message explains to the user; no stack trace.
final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /// @param status see [ExitCode]
  UserException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  UserException(String message) {
    this(ExitCode.FAILED, message);
  }

  int status() {
    return status;
  }
}
