package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.report.Summary.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The summary as one page that needs nothing else: for whoever has no terminal. All text is
/// escaped, since some of it was written by the code under test.
public final class Html {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>Ridethrough: VERDICT</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; color-scheme: light dark; }
      table { border-collapse: collapse; margin: 1rem 0; }
      th, td { border: 1px solid #8888; padding: .2rem .6rem; text-align: left; vertical-align: top; }
      td.number { text-align: right; font-variant-numeric: tabular-nums; }
      code { overflow-wrap: anywhere; }
      </style>
      </head>
      <body>
      <h1>VERDICT</h1>
      <p>LINE</p>
      """;

  private Html() {}

  public static void write(Summary summary, Path file) throws IOException {
    Files.writeString(file, page(summary));
  }

  static String page(Summary summary) {
    StringBuilder out = new StringBuilder();
    out.append(head(summary));
    part(out, summary, "process".equals(summary.world()) ? "On real processes" : "Simulated");
    if (summary.simulation() != null) {
      part(out, summary.simulation(), "In simulated time");
    }
    if (summary.containers() != null) {
      part(out, summary.containers(), "In containers");
    } else if (summary.containersSkipped() != null) {
      out.append("<h2>In containers</h2>\n<p>Skipped: ")
          .append(text(summary.containersSkipped()))
          .append("</p>\n");
    }
    return out.append("</body>\n</html>\n").toString();
  }

  private static String head(Summary summary) {
    return HEAD.replace("VERDICT", summary.verdict().name())
        .replace("LINE", text(Final.line(summary)));
  }

  private static void part(StringBuilder out, Summary it, String title) {
    out.append("<h2>").append(title).append("</h2>\n");
    deliveries(out, it.deliveries());
    promises(out, it.promises());
    failures(out, it.failures());
    others(out, it);
  }

  private static void deliveries(StringBuilder out, List<DeliveryLine> lines) {
    head(
        out,
        "Delivery",
        "Scenarios",
        "Deaths",
        "Requests",
        "Duplicates",
        "Late",
        "Result",
        "not_sent",
        "unknown",
        "Error",
        "Stall p50 (ms)",
        "p99",
        "Longest",
        "Saved by the journal",
        "Without a result, and why");
    for (DeliveryLine it : lines) {
      out.append("<tr>");
      cell(out, it.delivery());
      Stream.of(
              it.scenarios(),
              it.deaths().total(),
              it.requests(),
              it.duplicates(),
              it.late(),
              it.outcomes().result(),
              it.outcomes().notSent(),
              it.outcomes().unknown(),
              it.outcomes().error(),
              it.stallMillis().p50(),
              it.stallMillis().p99(),
              it.stallMillis().max(),
              it.savedByTheJournal())
          .forEach(number -> number(out, number));
      cell(
          out,
          it.withoutResult().stream()
              .map(line -> Plain.number(line.requests()) + " " + line.text())
              .collect(Collectors.joining("; ")));
      out.append("</tr>\n");
    }
    out.append("</table>\n");
  }

  private static void promises(StringBuilder out, List<PromiseLine> lines) {
    head(out, "Promise", "Verdict", "Exercised", "Why");
    for (PromiseLine it : lines) {
      out.append("<tr>");
      cell(out, it.id() + " " + it.title());
      cell(out, it.verdict());
      number(out, it.exercised());
      cell(out, it.reason() == null ? "" : it.reason());
      out.append("</tr>\n");
    }
    out.append("</table>\n");
  }

  private static void failures(StringBuilder out, List<Failure> failures) {
    if (failures.isEmpty()) {
      return;
    }
    head(out, "Broken promise", "What happened", "Again");
    for (Failure it : failures) {
      out.append("<tr>");
      number(out, it.promise());
      cell(out, it.sentences().isEmpty() ? "" : it.sentences().getFirst());
      out.append("<td><code>").append(text(it.reproduce())).append("</code></td></tr>\n");
    }
    out.append("</table>\n");
  }

  /// Requirements, controls, known failures and faults.
  private static void others(StringBuilder out, Summary summary) {
    head(out, "What was needed", "Had", "");
    summary.requirements().stream()
        .filter(it -> it.fault() == null || !it.met())
        .forEach(it ->
            row(out, it.name(), it.had() + " of " + it.needed(), it.met() ? "enough" : "too few"));
    summary
        .controls()
        .forEach(it ->
            row(
                out,
                "control " + it.name(),
                Final.actual(it),
                it.asExpected() ? "as it should be" : "WRONG: should be " + Final.expected(it)));
    summary.known().forEach(it -> row(out, "known " + it.id(), it.outcome().name(), it.words()));
    summary.faults().stream()
        .filter(it -> it.attempted() > 0 || it.reason() != null)
        .forEach(it ->
            row(
                out,
                it.title(),
                it.landed() + " of " + it.attempted() + " landed",
                it.reason() == null ? "" : "not here: " + it.reason()));
    out.append("</table>\n");
  }

  private static void head(StringBuilder out, String... names) {
    out.append("<table>\n<tr>");
    Stream.of(names).forEach(it -> out.append("<th>").append(text(it)).append("</th>"));
    out.append("</tr>\n");
  }

  private static void row(StringBuilder out, String... cells) {
    out.append("<tr>");
    Stream.of(cells).forEach(it -> cell(out, it));
    out.append("</tr>\n");
  }

  private static void cell(StringBuilder out, String text) {
    out.append("<td>").append(text(text)).append("</td>");
  }

  private static void number(StringBuilder out, long number) {
    out.append("<td class=\"number\">").append(Plain.number(number)).append("</td>");
  }

  private static String text(String text) {
    return Plain.line(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
