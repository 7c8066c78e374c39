package dev.ridethrough.chaos.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.machine.Phase;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What to do to a daemon and its proxies: one [Life] after the other, each ended by a fault.
///
/// After the last life the world heals: a daemon comes back and stays, and every request must end.
///
/// @param windowMillis the grace window that the proxies are given
/// @param drainMillis the drain limit that the daemon is given
/// @param proxies how many stdio proxies run, each with one client; they live through all lives,
///   unless a fault strikes them
/// @param seed decides the schedule where the world can be decided, such as in sim
public record Scenario(
    String name,
    @JsonProperty(required = true) long windowMillis,
    @JsonProperty(required = true) long drainMillis,
    @JsonProperty(required = true) int proxies,
    @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL) List<Life> lives,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY) long seed) {
  public static final int MAX_PROXIES = 100;
  public static final int MAX_REQUESTS = 5_000;
  public static final long REAL_WINDOW_MILLIS = 8_000;

  /// Where a daemon is that runs a tool which works for a while.
  public static final Coordinate POISONED = Coordinate.daemon(Phase.EXECUTE, Operation.SLEEP, 1);

  public Scenario {
    lives = List.copyOf(lives);
    Bounds.check(windowMillis, 0, 60_000, "windowMillis");
    Bounds.check(drainMillis, 0, 60_000, "drainMillis");
    Bounds.check(proxies, 1, MAX_PROXIES, "proxies");
    Bounds.check(lives.size(), 0, 100, "number of lives");
    Bounds.check(requests(lives).size(), 0, MAX_REQUESTS, "number of requests");
    for (Request request : requests(lives)) {
      Bounds.check(request.proxy(), 0, proxies - 1, "proxy");
    }
    for (Life life : lives) {
      checkDisturbances(life, windowMillis, proxies);
      checkPoison(life);
      checkStop(life.death());
    }
  }

  /// With the first of all seeds.
  public Scenario(String name, long windowMillis, long drainMillis, int proxies, List<Life> lives) {
    this(name, windowMillis, drainMillis, proxies, lives, 0);
  }

  /// The same scenario by another schedule.
  public Scenario withSeed(long other) {
    return new Scenario(name, windowMillis, drainMillis, proxies, lives, other);
  }

  /// The same scenario by another name.
  public Scenario withName(String other) {
    return new Scenario(other, windowMillis, drainMillis, proxies, lives, seed);
  }

  private static void checkDisturbances(Life life, long windowMillis, int proxies) {
    for (Disturbance it : life.disturbances()) {
      Bounds.check(it.proxy(), 0, proxies - 1, "disturbance proxy");
      switch (it.fault()) {
        case STOPPED -> Bounds.check(it.millis(), 0, windowMillis, "millis of STOPPED");
        case STOPPED_BEYOND_WINDOW ->
            Bounds.check(it.millis(), windowMillis, 60_000, "millis of STOPPED_BEYOND_WINDOW");
        default -> {}
      }
    }
  }

  /// The harness kills for it, at the point that only a tool which works comes to.
  private static void checkPoison(Life life) {
    boolean poisoned = life.requests().stream().anyMatch(it -> it.action() == Action.POISON);
    boolean dies =
        life.death().signal() == Death.Signal.SIGKILL
            && life.death().aim() instanceof Aim.Point point
            && point.coordinate().equals(POISONED);
    if (poisoned && !dies) {
      throw new IllegalArgumentException(
          "a life with a POISON must end by SIGKILL at: " + POISONED);
    }
  }

  /// An engine's patience is counted in seconds, and its SIGKILL comes by itself.
  private static void checkStop(Death death) {
    boolean stopped = death.means() == Fault.ENGINE_STOP;
    boolean fits =
        death.then().stream()
            .allMatch(it ->
                (it.means() == Fault.ENGINE_STOP) == stopped
                    && (!stopped
                        || (it.signal() == Death.Signal.SIGKILL
                            && it.aim() instanceof Aim.Time time
                            && time.millis() % 1_000 == 0)));
    if (!fits || (stopped && death.signal() != Death.Signal.SIGTERM)) {
      throw new IllegalArgumentException(
          "ENGINE_STOP is a SIGTERM, and then at most a SIGKILL by ENGINE_STOP after whole seconds");
    }
  }

  /// All faults that must be possible where it shall run.
  public Set<Fault> faults() {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    for (Life life : lives) {
      life.disturbances().forEach(it -> faults.add(it.fault()));
      faults.addAll(life.outage().faults());
      faults.addAll(life.death().by());
    }
    return faults;
  }

  /// How many faults there are in it.
  public long strikes() {
    return aims().count() + lives.stream().mapToLong(it -> it.outage().faults().size()).sum();
  }

  /// Where faults are aimed, in the order in which they come.
  public Stream<Aim> aims() {
    return lives.stream()
        .flatMap(life ->
            Stream.concat(
                life.disturbances().stream().map(Disturbance::aim),
                Stream.concat(Stream.of(life.death()), life.death().then().stream())
                    .filter(it -> it.signal() != Death.Signal.NONE)
                    .map(Death::aim)));
  }

  /// Whether the daemon that begins a life offers one tool less. After the last it is as in the
  /// last.
  public boolean isWithoutEcho(int life) {
    return !lives.isEmpty() && lives.get(Math.min(life, lives.size() - 1)).withoutEcho();
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
