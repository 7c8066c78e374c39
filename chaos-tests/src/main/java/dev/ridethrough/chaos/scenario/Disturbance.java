package dev.ridethrough.chaos.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ridethrough.chaos.scenario.Fault.When;

/// A fault that strikes in a life and passes, without ending the daemon.
///
/// @param fault one that stands in a life
/// @param aim when it strikes; at a kill point the thread that came there is held until it has
/// @param proxy which proxy it strikes; of no meaning where a fault strikes the daemon
/// @param millis how long it lasts, for faults that last
public record Disturbance(
    @JsonProperty(required = true) Fault fault,
    @JsonProperty(required = true) Aim aim,
    int proxy,
    long millis) {
  public Disturbance {
    if (fault.when() != When.LIFE) {
      throw new IllegalArgumentException(
          fault + " can't strike in a life: it belongs into a death or an outage");
    }
    if (fault == Fault.SLOW_START && !(aim instanceof Aim.Point)) {
      throw new IllegalArgumentException(
          "SLOW_START must be aimed at a point before the daemon serves");
    }
    Bounds.check(proxy, 0, Scenario.MAX_PROXIES - 1, "disturbance proxy");
    Bounds.check(millis, 0, 60_000, "disturbance millis");
  }
}
