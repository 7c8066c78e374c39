package dev.ridethrough.proxy;

import dev.ridethrough.grace.Failure;

/// One attempt did not end in a reply.
final class AttemptFailed extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Failure failure;

  AttemptFailed(Failure failure) {
    super(failure.toString(), null, false, false); // a value, not a bug: needs no stack trace
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
