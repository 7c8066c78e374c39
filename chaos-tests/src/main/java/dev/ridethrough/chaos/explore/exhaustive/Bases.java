package dev.ridethrough.chaos.explore.exhaustive;

import static dev.ridethrough.chaos.explore.exhaustive.Base.killed;
import static dev.ridethrough.chaos.explore.exhaustive.Base.terminated;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Request.Action;
import java.util.List;
import java.util.stream.IntStream;

/// The base scenarios, each for something that a restart can meet.
final class Bases {
  private static final long STRIKE_MILLIS = 40;

  private static final int HERD_PROXIES = 20;

  /// A hundred requests wait while something accepts and hangs up.
  private static final Base HERD =
      new Base(
          "herd",
          HERD_PROXIES,
          List.of(append(0, 0)),
          List.of(),
          killed(60),
          3_000,
          List.of(Fault.HANGS_UP),
          IntStream.range(0, 120).mapToObj(i -> append(i % HERD_PROXIES, i)).toList(),
          List.of(append(0, 0)));

  /// All of them, in a fixed order.
  static final List<Base> ALL =
      List.of(
          Base.of("one-request", 1, killed(60), append(0, 0)),
          Base.of(
              "several-at-once",
              2,
              killed(60),
              append(0, 0),
              append(1, 0),
              append(0, 5),
              new Request(1, Action.READ, 5, 0)),
          Base.of("cancel", 1, killed(90), cancelled(0, 50, 20), append(0, 0)),
          Base.of("progress", 1, killed(200), slow(0, 0, 120)),
          Base.of("drain", 2, terminated(STRIKE_MILLIS), slow(0, 0, 150), append(1, 35)),
          Base.of("two-starters", 2, killed(STRIKE_MILLIS), append(0, 0), append(1, 35))
              .with(Fault.TWO_STARTERS),
          Base.of("started-early", 2, terminated(STRIKE_MILLIS), slow(0, 0, 150), append(1, 35))
              .with(Fault.EARLY_START),
          Base.of("stale-socket", 1, terminated(60), append(0, 0)).with(Fault.STALE_SOCKET),
          Base.of("proxy-restarts", 1, killed(120), slow(0, 0, 40), append(0, 60))
              .with(disturbed(Fault.PROXY_TERMINATED, STRIKE_MILLIS, 0)),
          Base.of("path-deleted", 1, killed(300), append(0, 0), slow(0, 20, 150), append(0, 60))
              .with(
                  disturbed(Fault.SOCKET_DELETED, STRIKE_MILLIS, 0),
                  disturbed(Fault.DIRECTORY_DELETED, 160, 0)),
          Base.of("no-descriptors", 2, killed(300), append(0, 0), append(0, 60), append(1, 70))
              .with(disturbed(Fault.NO_DESCRIPTORS, STRIKE_MILLIS, 100)),
          Base.of("in-the-way", 1, killed(60), append(0, 0)).with(Fault.REGULAR_FILE),
          HERD);

  private Bases() {}

  private static Request append(int proxy, long atMillis) {
    return new Request(proxy, Action.APPEND, atMillis, 0);
  }

  private static Request slow(int proxy, long atMillis, long workMillis) {
    return new Request(proxy, Action.SLOW_APPEND, atMillis, workMillis);
  }

  private static Request cancelled(int proxy, long workMillis, long cancelMillis) {
    return new Request(proxy, Action.SLOW_APPEND, 0, workMillis, cancelMillis);
  }

  private static Disturbance disturbed(Fault fault, long atMillis, long millis) {
    return new Disturbance(fault, new Aim.Time(atMillis), 0, millis);
  }
}
