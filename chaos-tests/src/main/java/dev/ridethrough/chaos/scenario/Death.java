package dev.ridethrough.chaos.scenario;

/// How a generation dies.
public record Fault(Signal signal, Aim aim) {
  public enum Signal {
    SIGKILL,
    SIGTERM,
    /// No fault at all: for the control that must come out VACUOUS. The life goes on as the next
    /// one.
    NONE
  }
}
