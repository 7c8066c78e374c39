package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.explore.FailureKind;
import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.explore.Shrinker.Failed;
import dev.ridethrough.chaos.failure.Failure;
import dev.ridethrough.chaos.failure.FailureFile;
import dev.ridethrough.chaos.report.Final;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.chaos.world.World;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What is said of a failure after it was run again: the smallest schedule with its witness, or
/// what to do with one that is mended.
///
/// @param promise the one that it is about; empty when nobody knows
/// @param simulable whether the simulated machine runs the core that was put to the test
record Conclusion(
    Path file,
    Recording recording,
    Place place,
    Sabotage sabotage,
    Delivery delivery,
    Optional<Promise> promise,
    boolean simulable,
    Duration budget,
    PrintStream out) {

  /// Returns the exit status.
  int draw(Reproduction runs, Rounds rounds, World world, ReportFolder folder) throws IOException {
    Optional<Rounds.Round> witness = runs.witness();
    if (witness.isPresent()) {
      sayWhetherSame(witness.get());
      // first as it is: whoever loses patience with what follows has that at least
      folder.saveFailure(1, witness.get().history(), witness.get().judgement(), null);
      show(smallest(witness.get(), rounds, world), folder);
    }
    Summary summary = rounds.finish(recording.scenario().seed(), runs.verdict());
    if (witness.isEmpty()) {
      advise(summary.verdict());
    }
    out.println(Final.line(summary));
    return summary.verdict().exitCode();
  }

  /// By the same seed, the same core does the same.
  private void sayWhetherSame(Rounds.Round round) {
    Failure stored = recording.failure();
    if (stored == null
        || place != Place.SIM
        || recording.place() != Place.SIM
        || round.history().scenario().seed() != recording.scenario().seed()) {
      return;
    }
    int event = FailureFile.divergence(stored.history(), round.history());
    out.println(
        event == 0
            ? "the same history as in the file, byte for byte"
            : "not the history in the file: other from its event " + event + " on");
  }

  private Failed smallest(Rounds.Round round, Rounds rounds, World world) {
    Failed original = new Failed(round.history().scenario(), round.history(), round.judgement());
    Optional<FailureKind> kind =
        promise
            .flatMap(it -> FailureKind.of(round.history(), round.judgement(), it))
            .or(() -> FailureKind.of(round.history(), round.judgement()));
    if (budget.isZero() || kind.isEmpty()) {
      return original;
    }
    Smaller smaller = new Smaller(sabotage, delivery, budget, out, Terminal.isPresent());
    double share = (double) rounds.broken() / rounds.runs();
    long start = System.nanoTime();
    Failed smallest =
        place == Place.SIM
            ? smaller.inSim(world, kind.get(), original)
            : smaller.onProcesses(world, kind.get(), original, simulable, share);
    out.printf(
        "made smaller in %d runs (%d s): from %s to %s%n",
        smaller.runs(),
        (System.nanoTime() - start) / 1_000_000_000,
        Sizes.words(original.scenario()),
        Sizes.words(smallest.scenario()));
    return smallest;
  }

  private void show(Failed smallest, ReportFolder folder) throws IOException {
    Judgement judgement = smallest.judgement();
    out.println();
    Witnesses.show(out, smallest.history(), judgement);
    String again = folder.saveSmallest(1, recording.scenario(), smallest.history(), judgement);
    out.println("the smallest schedule, again: " + again);
  }

  private void advise(Overall verdict) {
    String word = ShellWord.quoted(file.toString());
    if (verdict == Overall.HELD) {
      out.println("If it is mended, keep the schedule, so that each gate runs it:");
      out.println("  ci/chaos scenario keep " + word + " NAME");
    }
    if (place != Place.SIM) {
      out.println("If it needs luck, give it more of it:");
      out.println("  ci/reproduce " + word + " --until-broken");
    }
  }
}
