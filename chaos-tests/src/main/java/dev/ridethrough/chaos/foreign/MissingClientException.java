package dev.ridethrough.chaos.foreign;

import java.io.IOException;

/// A client is not installed; the message says what to do.
public final class MissingClientException extends IOException {
  private static final long serialVersionUID = 1;

  MissingClientException(String message) {
    super(message);
  }
}
