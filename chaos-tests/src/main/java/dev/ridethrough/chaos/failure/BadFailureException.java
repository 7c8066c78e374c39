package dev.ridethrough.chaos.failure;

/// A failure file that can't be used; the message is for people.
public final class BadFailureException extends Exception {
  private static final long serialVersionUID = 1L;

  BadFailureException(String message) {
    super(message);
  }
}
