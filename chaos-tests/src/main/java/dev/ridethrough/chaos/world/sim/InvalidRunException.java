package dev.ridethrough.chaos.world.sim;

/// Something happened that the seed does not decide, so this run proves nothing and would not
/// repeat.
public final class InvalidRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidRunException(String message) {
    super(message);
  }
}
