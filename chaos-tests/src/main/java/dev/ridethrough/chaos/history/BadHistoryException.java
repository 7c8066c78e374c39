package dev.ridethrough.chaos.history;

/// A history file that can't be used; the message is for people.
public final class BadHistoryException extends Exception {
  private static final long serialVersionUID = 1L;

  public BadHistoryException(String message) {
    super(message);
  }
}
