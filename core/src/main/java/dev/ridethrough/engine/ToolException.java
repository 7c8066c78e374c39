package dev.ridethrough.engine;

/// A call failed and had no effect. The message is for people and reaches the client as it is.
public final class ToolException extends Exception {
  private static final long serialVersionUID = 1L;

  public ToolException(String message) {
    super(message);
  }
}
