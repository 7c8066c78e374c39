package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Excuse;
import dev.ridethrough.chaos.explore.exhaustive.Evidence;
import dev.ridethrough.chaos.scenario.Request.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What an exploration saw beside its windows, in a few lines.
final class EvidenceText {
  private static final int SHOWN = 12;

  private EvidenceText() {}

  static List<String> lines(Evidence evidence) {
    List<String> lines = new ArrayList<>();
    long killed = evidence.pairs().stream().filter(it -> it.kills() > 0).count();
    if (!evidence.pairs().isEmpty()) {
      lines.add(
          "killed between %d of %d pairs of the journal's records"
              .formatted(killed, evidence.pairs().size()));
    }
    lines.add("stopped beyond the window: " + stopped(evidence));
    for (Kind kind : Kind.values()) {
      lines.addAll(unknown(kind, evidence));
    }
    return lines;
  }

  private static String stopped(Evidence evidence) {
    return evidence.stopped().stream()
        .collect(
            Collectors.groupingBy(
                Evidence.Stop::request, Collectors.summingLong(Evidence.Stop::count)))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .map(it -> it.getKey() + " " + it.getValue())
        .collect(Collectors.joining(", "));
  }

  /// First how many by excuse, then by kill point.
  private static List<String> unknown(Kind kind, Evidence evidence) {
    List<Evidence.Unknown> theirs =
        evidence.unknown().stream().filter(it -> it.tool().equals(kind.words())).toList();
    List<String> lines = new ArrayList<>();
    long all = theirs.stream().mapToLong(Evidence.Unknown::count).sum();
    lines.add("unknown of %s tools: %,d".formatted(kind.words(), all));
    Arrays.stream(Excuse.values())
        .forEach(excuse -> {
          List<Evidence.Unknown> some =
              theirs.stream().filter(it -> it.excuse() == excuse).toList();
          if (!some.isEmpty()) {
            long times = some.stream().mapToLong(Evidence.Unknown::count).sum();
            lines.add("  %,d: %s".formatted(times, excuse.text()));
            some.stream()
                .limit(SHOWN)
                .forEach(it -> lines.add("    %,d at %s".formatted(it.count(), it.killPoint())));
          }
        });
    return lines;
  }
}
