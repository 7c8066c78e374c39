package dev.ridethrough.chaos.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// One generation of the daemon, from serving to its death, and the outage that follows.
///
/// @param requests times count from when the daemon serves
/// @param disturbances what goes wrong before the end; times count likewise
public record Life(
    List<Request> requests,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Disturbance> disturbances,
    @JsonProperty(required = true) Death death,
    @JsonProperty(required = true) Outage outage) {
  /// More would need other names for their kill points.
  public static final int MAX_DISTURBANCES = 20;

  public Life {
    requests = List.copyOf(requests);
    disturbances = List.copyOf(disturbances);
    Bounds.check(disturbances.size(), 0, MAX_DISTURBANCES, "number of disturbances");
  }

  public static Life of(List<Request> requests, Death death, Outage outage) {
    return new Life(requests, List.of(), death, outage);
  }
}
