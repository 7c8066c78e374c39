package dev.ridethrough.wire;

/// There is no room for the line now; there may be later.
public final class OverBudgetException extends BadMessageException {
  private static final long serialVersionUID = 1L;

  OverBudgetException() {
    super("too many large requests at once");
  }
}
