package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.scenario.Fault;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Something that must have happened often enough for a gate to mean anything.
///
/// @param fault the fault that it is about, or null
public record Requirement(String name, long had, long needed, @Nullable Fault fault) {
  /// How many daemons must have died in the part of a gate that runs in containers.
  public static final long CONTAINER_DEATHS = 200;

  /// What an engine does to daemons, each of which must have happened there.
  private static final Set<Fault> OF_CONTAINERS =
      EnumSet.of(
          Fault.SIGKILL,
          Fault.SIGTERM,
          Fault.ENGINE_STOP,
          Fault.MEMORY_LIMIT,
          Fault.STOPPED,
          Fault.FULL_DISK,
          Fault.READ_ONLY_VOLUME,
          Fault.RESTART_POLICY,
          Fault.IMAGE_REPLACED);

  public Requirement(String name, long had, long needed) {
    this(name, had, needed, null);
  }

  public boolean isMet() {
    return had >= needed;
  }

  /// What every gate needs, with each delivery: counted is the one that had the least.
  ///
  /// @param generated how many scenarios were generated
  /// @param possible the faults that can be made to happen where it runs: each must have
  public static List<Requirement> ofGate(Tally tally, long generated, Set<Fault> possible) {
    return Stream.concat(
            ofEveryGate(tally, generated).stream(),
            possible.stream().sorted().map(it -> landed(tally, it)))
        .toList();
  }

  private static List<Requirement> ofEveryGate(Tally tally, long generated) {
    return List.of(
        new Requirement("generated scenarios", generated, 1),
        least(tally, Figure.OVERLAPPED_OUTAGE, 1, "requests that overlapped an outage"),
        least(tally, Figure.OUTLASTED, 20, "requests whose outage outlasted their window"),
        least(
            tally,
            Figure.OUTLASTED_REAL_WINDOW,
            1,
            "requests whose outage outlasted the real window of 8 s"),
        least(tally, Figure.IN_FLIGHT_AT_SIGTERM, 20, "requests in flight at a SIGTERM"),
        least(tally, Figure.KILLED_AFTER_COMMIT, 20, "requests killed between commit and reply"),
        least(tally, Figure.FAULTS_LANDED, 1, "faults that landed where they were aimed"));
  }

  /// What the part of a gate needs that runs in simulated time: how often each fault landed is
  /// counted where it is real.
  public static List<Requirement> ofShare(long generated) {
    return List.of(new Requirement("generated scenarios", generated, 1));
  }

  /// What the part of a gate needs that runs in containers.
  ///
  /// @param possible the faults that can be made to happen there
  public static List<Requirement> ofContainers(Tally tally, Set<Fault> possible) {
    long deaths = tally.get(Figure.KILLED) + tally.get(Figure.TERMINATED);
    return Stream.concat(
            Stream.of(
                new Requirement("deaths of daemons in containers", deaths, CONTAINER_DEATHS),
                of(tally, Figure.OVERLAPPED_OUTAGE, 1, "requests that overlapped an outage")),
            OF_CONTAINERS.stream().filter(possible::contains).map(it -> landed(tally, it)))
        .toList();
  }

  /// What any run needs to say something.
  public static List<Requirement> ofRun(Tally tally) {
    long aimed = tally.get(Figure.FAULTS_AIMED);
    return List.of(
        of(tally, Figure.OVERLAPPED_OUTAGE, 1, "requests that overlapped an outage"),
        of(tally, Figure.FAULTS_LANDED, aimed, "faults that landed where they were aimed"));
  }

  private static Requirement landed(Tally tally, Fault fault) {
    String name = "times that the fault " + fault + " landed";
    return new Requirement(name, tally.least(it -> it.get(fault).landed()), 1, fault);
  }

  private static Requirement least(Tally tally, Figure figure, long needed, String name) {
    return new Requirement(name, tally.least(it -> it.get(figure)), needed);
  }

  private static Requirement of(Tally tally, Figure figure, long needed, String name) {
    return new Requirement(name, tally.get(figure), needed);
  }
}
