package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.check.Witness;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.report.Timeline;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;

/// Shows what broke, each request once.
final class Witnesses {
  private Witnesses() {}

  /// Prints the first witness of each promise that is broken.
  static void show(PrintStream out, History history, Judgement judgement) {
    Set<Integer> drawn = new HashSet<>();
    for (Judgement.Ruling ruling : judgement.broken()) {
      if (ruling.verdict() instanceof Verdict.Broken broken) {
        Witness witness = broken.witnesses().getFirst();
        out.printf(
            "promise %d, %s: %s%n",
            ruling.promise().id(), ruling.promise().title(), witness.sentence());
        if (witness.request() > 0 && drawn.add(witness.request())) {
          out.println(Timeline.draw(history, witness.request()));
        }
      }
    }
  }
}
