package dev.ridethrough.chaos.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/// One generation of the daemon, from serving to its death, and the outage that follows.
///
/// @param requests times count from when the daemon serves
/// @param disturbances what goes wrong before the end; times count likewise
/// @param withoutEcho whether its daemon offers one tool less; only in sim
public record Life(
    List<Request> requests,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Disturbance> disturbances,
    @JsonProperty(required = true) Death death,
    @JsonProperty(required = true) Outage outage,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
        boolean withoutEcho) {
  /// More would need other names for their kill points.
  public static final int MAX_DISTURBANCES = 20;

  public Life {
    requests = List.copyOf(requests);
    disturbances = List.copyOf(disturbances);
    Bounds.check(disturbances.size(), 0, MAX_DISTURBANCES, "number of disturbances");
  }

  /// Of a daemon with all of its tools.
  public Life(List<Request> requests, List<Disturbance> disturbances, Death death, Outage outage) {
    this(requests, disturbances, death, outage, false);
  }

  public static Life of(List<Request> requests, Death death, Outage outage) {
    return new Life(requests, List.of(), death, outage);
  }
}
