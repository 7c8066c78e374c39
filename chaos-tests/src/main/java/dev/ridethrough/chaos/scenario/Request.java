package dev.ridethrough.chaos.scenario;

/// One tool call.
///
/// @param proxy which proxy's client sends it, counted from 0
/// @param atMillis when, see [Life] and [Outage]
/// @param workMillis how long the tool works; only for [Action#SLOW_APPEND]
public record Request(int proxy, Action action, long atMillis, long workMillis) {
  public Request {
    Bounds.check(atMillis, 0, 60_000, "request atMillis");
    Bounds.check(workMillis, 0, 60_000, "request workMillis");
  }

  /// What is asked of the daemon; the target says which tool that is.
  public enum Action {
    /// Leaves one effect.
    APPEND(true),
    /// Works for a while, tells its progress, then leaves one effect.
    SLOW_APPEND(true),
    /// Leaves none.
    READ(false),
    /// Leaves none.
    ECHO(false);

    private final boolean effect;

    Action(boolean effect) {
      this.effect = effect;
    }

    public boolean hasEffect() {
      return effect;
    }
  }
}
