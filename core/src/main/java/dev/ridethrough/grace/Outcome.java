package dev.ridethrough.grace;

/// How a request that got no reply from a daemon ended.
public enum Outcome {
  /// Nothing was executed, and never will be.
  NOT_SENT("not_sent"),
  /// It may have been executed; nobody can know.
  UNKNOWN("unknown");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  /// The name on the wire.
  public String text() {
    return text;
  }
}
