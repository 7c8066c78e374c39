package dev.ridethrough.chaos.scenario;

/// A scenario file that can't be used; the message is for people.
public final class BadScenarioException extends Exception {
  private static final long serialVersionUID = 1L;

  public BadScenarioException(String message) {
    super(message);
  }
}
