package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.HistoryVerdict;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.check.Witness;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.report.Plain;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.chaos.report.WitnessReport;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/// What a person is told of one run.
final class Witnesses {
  private Witnesses() {}

  /// Each broken promise with its first witness, and a timeline of what is one.
  static void show(PrintStream out, History history, Judgement judgement) {
    out.print(WitnessReport.of(judgement, Terminal.isPresent()));
  }

  /// The verdict and the broken promises, in one line.
  static String line(Rounds.Round round) {
    String missed = round.hasLanded() ? "" : " (a fault did not strike where it was aimed)";
    Overall overall = HistoryVerdict.of(round.judgement()).overall();
    return overall + missed + why(round.judgement());
  }

  /// What follows the verdict in a line: which promises are broken, or why nothing can be said.
  static String why(Judgement judgement) {
    List<Judgement.Ruling> broken = judgement.broken();
    if (broken.isEmpty()) {
      return judgement.rulings().stream()
          .map(Judgement.Ruling::verdict)
          .filter(Verdict.Invalid.class::isInstance)
          .map(it -> ": " + Plain.line(((Verdict.Invalid) it).reason()))
          .findFirst()
          .orElse("");
    }
    String promises =
        broken.stream()
            .map(it -> it.promise().id() + " (" + it.promise().title() + ")")
            .collect(Collectors.joining(", "));
    return ": promise " + promises + ": " + Plain.line(first(broken.getFirst()).sentence());
  }

  private static Witness first(Judgement.Ruling broken) {
    return ((Verdict.Broken) broken.verdict()).witnesses().getFirst();
  }
}
