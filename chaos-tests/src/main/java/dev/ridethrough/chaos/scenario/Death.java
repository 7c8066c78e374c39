package dev.ridethrough.chaos.scenario;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a generation dies.
///
/// @param then what strikes it while it drains, as when a service manager loses patience; only
///   after SIGTERM, and at most one
/// @param by what an engine does instead of sending the signal, which comes of it; at most one
public record Death(
    @JsonProperty(required = true) Signal signal,
    @JsonProperty(required = true) Aim aim,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Death> then,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault> by) {
  public enum Signal {
    SIGKILL,
    SIGTERM,
    /// No fault at all: for the control that must come out VACUOUS. The life goes on as the next
    /// one.
    NONE
  }

  public Death {
    then = List.copyOf(then);
    by = List.copyOf(by);
    Bounds.check(by.size(), 0, 1, "means of a death");
    by.forEach(it -> check(it, signal));
    Bounds.check(then.size(), 0, signal == Signal.SIGTERM ? 1 : 0, "deaths after " + signal);
    for (Death last : then) {
      Bounds.check(last.then.size(), 0, 0, "deaths after the second");
      if (last.signal == Signal.NONE) {
        throw new IllegalArgumentException("only SIGKILL or SIGTERM can follow SIGTERM");
      }
    }
  }

  /// What does it instead of the signal, or null.
  @JsonIgnore
  public @Nullable Fault means() {
    return by.isEmpty() ? null : by.getFirst();
  }

  private static void check(Fault by, Signal signal) {
    boolean fits =
        switch (by) {
          case ENGINE_STOP -> signal != Signal.NONE; // its SIGKILL follows its SIGTERM
          case MEMORY_LIMIT -> signal == Signal.SIGKILL;
          default -> false;
        };
    if (!fits) {
      throw new IllegalArgumentException("no " + signal + " comes of " + by);
    }
  }

  /// By the signal itself.
  public Death(Signal signal, Aim aim, List<Death> then) {
    this(signal, aim, then, List.of());
  }

  public Death(Signal signal, Aim aim) {
    this(signal, aim, List.of());
  }
}
