package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.check.Excuse;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The deliveries beside each other, as a person reads them.
final class DeliveryTable {
  private static final String ROW = "%-14s %9s %7s %9s %10s %5s %8s %9s %8s %6s %10s %7s %7s%n";

  private DeliveryTable() {}

  /// Some lines, each with its end; empty where there was but one delivery and each request got its
  /// result.
  static String of(Summary summary) {
    List<DeliveryLine> lines = summary.deliveries();
    StringBuilder out = new StringBuilder();
    if (lines.size() > 1) {
      out.append(
          String.format(
              ROW,
              "delivery",
              "scenarios",
              "deaths",
              "requests",
              "duplicates",
              "late",
              "result",
              "not_sent",
              "unknown",
              "error",
              "stall p50",
              "p99",
              "longest"));
      lines.forEach(it -> out.append(row(it)));
    }
    lines.forEach(it -> out.append(withoutResult(it)));
    return out.toString();
  }

  private static String row(DeliveryLine it) {
    return String.format(
        ROW,
        Plain.line(it.delivery()),
        Plain.number(it.scenarios()),
        Plain.number(it.deaths().total()),
        Plain.number(it.requests()),
        Plain.number(it.duplicates()),
        Plain.number(it.late()),
        Plain.number(it.outcomes().result()),
        Plain.number(it.outcomes().notSent()),
        Plain.number(it.outcomes().unknown()),
        Plain.number(it.outcomes().error()),
        Plain.number(it.stallMillis().p50()),
        Plain.number(it.stallMillis().p99()),
        Plain.number(it.stallMillis().max()));
  }

  private static String withoutResult(DeliveryLine it) {
    if (it.withoutResult().isEmpty()) {
      return "";
    }
    String reasons =
        it.withoutResult().stream()
            .filter(line -> line.excuse() != Excuse.NONE)
            .map(line -> Plain.number(line.requests()) + " " + line.text())
            .collect(Collectors.joining("; "));
    String saved =
        it.savedByTheJournal() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "%s was saved by the journal after a death between commit and reply: %,d%n",
                Plain.line(it.delivery()),
                it.savedByTheJournal());
    return String.format(
            "%s got no result: %s without an excuse; %s%n",
            Plain.line(it.delivery()), Plain.number(it.inexcusable()), reasons)
        + saved;
  }
}
