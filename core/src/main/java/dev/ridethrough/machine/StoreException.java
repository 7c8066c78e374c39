package dev.ridethrough.machine;

import org.jspecify.annotations.Nullable;

/// The store could not do what was asked: disk full, file damaged or locked by another program.
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
