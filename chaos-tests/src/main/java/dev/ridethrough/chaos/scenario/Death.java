package dev.ridethrough.chaos.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a generation dies.
public record Death(
    @JsonProperty(required = true) Signal signal, @JsonProperty(required = true) Aim aim) {
  public enum Signal {
    SIGKILL,
    SIGTERM,
    /// No fault at all: for the control that must come out VACUOUS. The life goes on as the next
    /// one.
    NONE
  }
}
