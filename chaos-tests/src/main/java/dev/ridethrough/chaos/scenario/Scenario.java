package dev.ridethrough.chaos.scenario;

import java.util.List;
import java.util.stream.Stream;

/// What to do to a daemon and its proxies: one [Life] after the other, each ended by a fault.
///
/// After the last life the world heals: a daemon comes back and stays, and every request must end.
///
/// @param windowMillis the grace window that the proxies are given
/// @param drainMillis the drain limit that the daemon is given
/// @param proxies how many stdio proxies run, each with one client; they live through all lives
public record Scenario(
    String name, long windowMillis, long drainMillis, int proxies, List<Life> lives) {
  public static final long REAL_WINDOW_MILLIS = 8_000;

  public Scenario {
    lives = List.copyOf(lives);
    Bounds.check(windowMillis, 0, 60_000, "windowMillis");
    Bounds.check(drainMillis, 0, 60_000, "drainMillis");
    Bounds.check(proxies, 1, 20, "proxies");
    Bounds.check(lives.size(), 0, 100, "number of lives");
    for (Request request : requests(lives)) {
      Bounds.check(request.proxy(), 0, proxies - 1, "proxy");
    }
  }

  /// All requests, in the order of their numbers.
  public List<Request> requests() {
    return requests(lives);
  }

  private static List<Request> requests(List<Life> lives) {
    return lives.stream()
        .flatMap(life -> Stream.concat(life.requests().stream(), life.outage().requests().stream()))
        .toList();
  }
}
