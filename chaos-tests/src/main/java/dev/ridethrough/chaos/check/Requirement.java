package dev.ridethrough.chaos.check;

import java.util.List;

/// Something that must have happened often enough for a gate to mean anything.
public record Requirement(String name, long had, long needed) {
  public boolean isMet() {
    return had >= needed;
  }

  /// What every gate needs.
  ///
  /// @param generated how many scenarios were generated
  public static List<Requirement> ofGate(Tally tally, long generated) {
    return List.of(
        new Requirement("generated scenarios", generated, 1),
        of(tally, Figure.OVERLAPPED_OUTAGE, 1, "requests that overlapped an outage"),
        of(tally, Figure.OUTLASTED, 20, "requests whose outage outlasted their window"),
        of(
            tally,
            Figure.OUTLASTED_REAL_WINDOW,
            1,
            "requests whose outage outlasted the real window of 8 s"),
        of(tally, Figure.IN_FLIGHT_AT_SIGTERM, 20, "requests in flight at a SIGTERM"),
        of(tally, Figure.KILLED_AFTER_COMMIT, 20, "requests killed between commit and reply"),
        of(tally, Figure.FAULTS_LANDED, 1, "faults that landed where they were aimed"));
  }

  /// What any run needs to say something.
  public static List<Requirement> ofRun(Tally tally) {
    long aimed = Math.min(1, tally.get(Figure.FAULTS_AIMED));
    return List.of(
        of(tally, Figure.OVERLAPPED_OUTAGE, 1, "requests that overlapped an outage"),
        of(tally, Figure.FAULTS_LANDED, aimed, "faults that landed where they were aimed"));
  }

  private static Requirement of(Tally tally, Figure figure, long needed, String name) {
    return new Requirement(name, tally.get(figure), needed);
  }
}
