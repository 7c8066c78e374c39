package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.History;
import java.util.List;
import java.util.Optional;

/// Judges a history by all ten promises.
public final class Judge {
  /// In the order of the promises' numbers.
  static final List<Checker> CHECKERS =
      List.of(
          new NoDuplicate(),
          new Finishes(),
          new RidesOut(),
          new TellsTheTruth(),
          new FailsFast(),
          new OwnAnswer(),
          new OneDaemon(),
          new PlannedIsInvisible(),
          new NoHerd(),
          new OutlivesTheDaemon());

  private Judge() {}

  public static Judgement judge(History history) {
    return judge(history, Tolerance.of(history));
  }

  /// By another tolerance than that of its world: would what was simulated be broken on real
  /// processes, too?
  public static Judgement judge(History history, Tolerance tolerance) {
    Run run = Run.of(history, tolerance);
    Optional<String> contradiction = Assumptions.violated(history);
    return new Judgement(
        run,
        CHECKERS.stream()
            .map(it -> new Judgement.Ruling(it.promise(), it.judge(run, contradiction)))
            .toList());
  }
}
