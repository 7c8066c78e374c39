package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Requirement;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.scenario.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// Runs a schedule again and again, and counts in how many runs it is broken.
final class Reproduction {
  /// Of so many schedules one at least must be struck, where the seed decides.
  private static final int SEEDS = 20;

  private static final int RUNS = 10;

  /// Whoever wants to see it broken waits for so many runs at most.
  private static final int PATIENCE = 1_000;

  private final Rounds rounds;
  private final Sabotage sabotage;
  private final Place place;
  private final Optional<Promise> promise;
  private final boolean same;
  private final PrintStream out;
  private Optional<Rounds.Round> witness = Optional.empty();
  private int meant;

  /// How often a schedule is run.
  ///
  /// @param most so often, or until it is broken
  /// @param untilBroken whether the first run that is broken ends it
  record Times(int most, boolean untilBroken) {
    /// What one expects who says nothing: in sim a schedule that is broken need not be run again,
    /// as it would be broken again.
    static Times of(Place place, boolean untilBroken) {
      int most = untilBroken ? PATIENCE : place == Place.SIM ? SEEDS : RUNS;
      return new Times(most, untilBroken || place == Place.SIM);
    }
  }

  /// @param promise the one that it is about; empty when nobody knows
  /// @param same whether all is as it was when it failed: then it is not mended, whatever comes of
  ///   it
  Reproduction(
      Rounds rounds,
      Sabotage sabotage,
      Place place,
      Optional<Promise> promise,
      boolean same,
      PrintStream out) {
    this.same = same;
    this.rounds = rounds;
    this.sabotage = sabotage;
    this.place = place;
    this.promise = promise;
    this.out = out;
  }

  /// Runs it; each run is told in a line.
  void run(Scenario scenario, Times times) throws IOException {
    for (int i = 0; i < times.most(); i++) {
      // by the same seed it would be the same run
      Scenario next = place == Place.SIM ? scenario.withSeed(scenario.seed() + i) : scenario;
      Rounds.Round round = rounds.run(sabotage.applied(next));
      out.printf("run %d of %d: %s%n", i + 1, times.most(), Witnesses.line(round));
      add(round);
      if (times.untilBroken() && round.isBroken()) {
        break;
      }
    }
    out.println(rounds.counts());
  }

  /// One that breaks the promise in question is worth more than one that breaks another.
  private void add(Rounds.Round round) {
    meant += isMeant(round) ? 1 : 0;
    boolean better = witness.isEmpty() || !breaksPromise(witness.get());
    if (round.isBroken() && better && (witness.isEmpty() || breaksPromise(round))) {
      witness = Optional.of(round);
    }
  }

  private boolean breaksPromise(Rounds.Round round) {
    return round.judgement().broken().stream()
        .map(Judgement.Ruling::promise)
        .anyMatch(it -> promise.isEmpty() || promise.get() == it);
  }

  /// Whether the promise was put to the test by what the schedule says.
  private boolean isMeant(Rounds.Round round) {
    return round.hasLanded()
        && round.judgement().rulings().stream()
            .filter(it -> promise.isEmpty() || promise.get() == it.promise())
            .map(Judgement.Ruling::verdict)
            .anyMatch(it -> it.exercised() > 0 && !(it instanceof Verdict.Invalid));
  }

  /// The run to look at; empty when none was broken.
  Optional<Rounds.Round> witness() {
    return witness;
  }

  /// Not broken means something only where the faults struck, and the promise was put to the test,
  /// in half of the runs at least.
  GateVerdict verdict() {
    String name =
        "runs that put "
            + promise.map(it -> "promise " + it.id()).orElse("a promise")
            + " to the test, with each fault where it was aimed";
    Requirement again =
        new Requirement(
            "runs that were broken, as one was with this very core", rounds.broken(), 1);
    Requirement struck = new Requirement(name, meant, Math.max(1, (rounds.runs() + 1) / 2));
    return GateVerdict.ofExercised(rounds.tally(), same ? List.of(struck, again) : List.of(struck));
  }
}
