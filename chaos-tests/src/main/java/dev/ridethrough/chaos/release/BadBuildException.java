package dev.ridethrough.chaos.release;

/// A build that can't be verified; the message is for people.
public final class BadBuildException extends Exception {
  private static final long serialVersionUID = 1L;

  BadBuildException(String message) {
    super(message);
  }
}
