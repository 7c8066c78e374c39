package dev.ridethrough.cli;

/// A failure that its message explains to the user; no stack trace.
final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UserException(String message) {
    super(message, null, false, false);
  }
}
