package dev.ridethrough.wire;

import org.jspecify.annotations.Nullable;

/// Bytes from a peer that are not what the protocol says. The message is for people.
public sealed class BadMessageException extends Exception permits OverBudgetException {
  private static final long serialVersionUID = 1L;

  public BadMessageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public BadMessageException(String message) {
    this(message, null);
  }
}
