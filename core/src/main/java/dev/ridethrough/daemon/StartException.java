package dev.ridethrough.daemon;

import org.jspecify.annotations.Nullable;

/// The daemon can't start. The message is for people: what, which path, the likely cause, what to
/// do.
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  public StartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public StartException(String message) {
    this(message, null);
  }
}
