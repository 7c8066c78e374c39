package dev.ridethrough.service;

/// Whether the service's daemon only comes to go. Whoever updates would else wait for nothing, and
/// its clients with it.
final class CrashLoop {
  /// A daemon that ended that often without an answer will not serve.
  private static final int MANY = 4;

  private static final int UNKNOWN = -1;

  private final Systemctl systemctl;
  private long before = UNKNOWN;
  private boolean found;

  CrashLoop(Systemctl systemctl) {
    this.systemctl = systemctl;
  }

  /// Asks systemd how often it has started it again since this was asked first.
  boolean look() {
    try {
      long now = systemctl.show(Unit.SERVICE).restarts();
      before = before == UNKNOWN ? now : before;
      found = now - before >= MANY;
      return found;
    } catch (ServiceException e) {
      return false; // systemd can't say
    }
  }

  boolean isFound() {
    return found;
  }
}
