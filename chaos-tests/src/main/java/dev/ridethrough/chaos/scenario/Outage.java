package dev.ridethrough.chaos.scenario;

import java.util.List;

/// The time without a daemon.
///
/// @param millis from the death until the next generation is started
/// @param staleSocket whether a dead socket lies at the path meanwhile, even if the daemon had
///   unlinked it
/// @param requests times count from the death
public record Outage(long millis, boolean staleSocket, List<Request> requests) {
  public Outage {
    requests = List.copyOf(requests);
    Bounds.check(millis, 0, 60_000, "outage millis");
  }
}
