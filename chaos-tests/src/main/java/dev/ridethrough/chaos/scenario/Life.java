package dev.ridethrough.chaos.scenario;

import java.util.List;

/// One generation of the daemon, from serving to its death, and the outage that follows.
///
/// @param requests times count from when the daemon serves
public record Life(List<Request> requests, Fault fault, Outage outage) {
  public Life {
    requests = List.copyOf(requests);
  }
}
