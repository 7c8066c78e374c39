package dev.ridethrough.service;

/// What was asked for could not be done. The message is for people: what, which path, the likely
/// cause, what to do.
public final class ServiceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean nobodyServes;

  public ServiceException(String message) {
    this(message, false);
  }

  private ServiceException(String message, boolean nobodyServes) {
    super(message, null, false, false);
    this.nobodyServes = nobodyServes;
  }

  static ServiceException nobodyServes(String message) {
    return new ServiceException(message, true);
  }

  /// Whether that is because no daemon serves.
  public boolean isNobodyServing() {
    return nobodyServes;
  }
}
