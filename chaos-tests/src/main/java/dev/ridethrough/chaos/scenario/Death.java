package dev.ridethrough.chaos.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// How a generation dies.
///
/// @param then what strikes it while it drains, as when a service manager loses patience; only
///   after SIGTERM, and at most one
public record Death(
    @JsonProperty(required = true) Signal signal,
    @JsonProperty(required = true) Aim aim,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Death> then) {
  public enum Signal {
    SIGKILL,
    SIGTERM,
    /// No fault at all: for the control that must come out VACUOUS. The life goes on as the next
    /// one.
    NONE
  }

  public Death {
    then = List.copyOf(then);
    Bounds.check(then.size(), 0, signal == Signal.SIGTERM ? 1 : 0, "deaths after " + signal);
    for (Death last : then) {
      Bounds.check(last.then.size(), 0, 0, "deaths after the second");
      if (last.signal == Signal.NONE) {
        throw new IllegalArgumentException("only SIGKILL or SIGTERM can follow SIGTERM");
      }
    }
  }

  public Death(Signal signal, Aim aim) {
    this(signal, aim, List.of());
  }
}
