package dev.ridethrough.chaos.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ridethrough.chaos.scenario.Fault.When;
import java.util.List;

/// The time without a daemon.
///
/// @param millis from the death until the next generation is started
/// @param faults what lies in the way meanwhile, such as a dead socket, or goes wrong at the start
///   of the next generation
/// @param requests times count from the death
public record Outage(
    @JsonProperty(required = true) long millis,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault> faults,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Request> requests) {
  public Outage {
    faults = List.copyOf(faults);
    requests = List.copyOf(requests);
    Bounds.check(millis, 0, 60_000, "outage millis");
    for (Fault fault : faults) {
      if (fault.when() != When.OUTAGE) {
        throw new IllegalArgumentException(
            fault + " can't lie in an outage: it belongs into a life or a death");
      }
    }
  }

  public static Outage of(long millis, List<Request> requests) {
    return new Outage(millis, List.of(), requests);
  }
}
