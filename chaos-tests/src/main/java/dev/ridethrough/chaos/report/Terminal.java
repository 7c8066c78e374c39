package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.report.Summary.FaultLine;
import dev.ridethrough.chaos.report.Summary.RequirementLine;
import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The table that a person reads after a run.
public final class Terminal {
  private final Paint paint;

  /// @param colour see [#isPresent]
  public Terminal(boolean colour) {
    this.paint = new Paint(colour);
  }

  /// Whether somebody watches, who hasn't asked for plain text.
  public static boolean isPresent() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        && System.getenv("NO_COLOR") == null
        && !"dumb".equals(System.getenv("TERM"));
  }

  /// Some lines, each with its end.
  public String table(Summary summary) {
    StringBuilder out = new StringBuilder();
    Summary simulation = summary.simulation();
    if (simulation != null) {
      simulation(out, simulation);
    }
    out.append(String.format("%3s  %-21s  %-10s  %9s%n", "", "promise", "verdict", "exercised"));
    summary.promises().forEach(it -> promise(out, it));
    requirements(out, summary);
    faults(out, summary);
    controls(out, summary);
    numbers(out, summary);
    containers(out, summary);
    return out.toString();
  }

  private void controls(StringBuilder out, Summary summary) {
    if (!summary.controls().isEmpty()) {
      out.append(String.format("%nnegative controls%n"));
      summary.controls().forEach(it -> control(out, it));
    }
    if (!summary.known().isEmpty()) {
      out.append(String.format("%nknown failures%n"));
      summary.known().forEach(it -> known(out, it));
    }
  }

  private void containers(StringBuilder out, Summary summary) {
    Summary part = summary.containers();
    String skipped = summary.containersSkipped();
    if (part != null) {
      out.append(String.format("%nin containers: %s%n", verdict(part.verdict().name()).strip()));
      part.promises().stream()
          .filter(p -> !p.verdict().equals("HELD"))
          .forEach(p -> promise(out, p));
      requirements(out, part);
      List<FaultLine> tried = part.faults().stream().filter(it -> it.attempted() > 0).toList();
      out.append(String.format("%n%12s  %s%n", "landed", "fault in containers"));
      tried.forEach(it -> fault(out, it));
      controls(out, part);
      numbers(out, part);
    } else if (skipped != null) {
      out.append(String.format("%nin containers: skipped, %s%n", Plain.line(skipped)));
    }
  }

  /// Only what is not as it should be, and how much there was.
  private void simulation(StringBuilder out, Summary it) {
    out.append("in simulated time: ").append(verdict(it.verdict().name()).strip());
    out.append(
        String.format(
            Locale.ROOT,
            "; %,d scenarios (%,d generated) in %s, %,d requests, %,d daemon deaths%n",
            it.scenarios(),
            it.generated(),
            Plain.seconds(it.elapsedMillis()),
            it.requests(),
            it.deaths().total()));
    if (it.pace() != null) {
      pace(out, it.pace());
    }
    out.append(DeliveryTable.of(it));
    it.promises().stream().filter(p -> !p.verdict().equals("HELD")).forEach(p -> promise(out, p));
    it.controls().forEach(control -> control(out, control));
    it.known().forEach(known -> known(out, known));
    out.append(String.format("%non real processes%n"));
  }

  private void promise(StringBuilder out, PromiseLine line) {
    out.append(
        String.format(
            "%3d  %-21s  %s  %9s",
            line.id(), line.title(), verdict(line.verdict()), Plain.number(line.exercised())));
    String reason = line.reason();
    if (reason != null) {
      out.append("  ").append(Plain.line(reason));
    }
    out.append(System.lineSeparator());
  }

  /// That a fault has landed is said in its own table.
  private void requirements(StringBuilder out, Summary summary) {
    if (summary.requirements().isEmpty()) {
      return;
    }
    out.append(String.format("%nneeded%n"));
    summary.requirements().stream()
        .filter(it -> it.fault() == null || !it.met())
        .forEach(it -> requirement(out, it));
  }

  /// All of them in a gate, else those that were tried.
  private void faults(StringBuilder out, Summary summary) {
    List<FaultLine> shown = summary.faults().stream().filter(it -> isShown(summary, it)).toList();
    if (!shown.isEmpty()) {
      out.append(String.format("%n%12s  %s%n", "landed", "fault"));
      shown.forEach(it -> fault(out, it));
    }
  }

  private static boolean isShown(Summary summary, FaultLine line) {
    return line.attempted() > 0
        || summary.requirements().stream().anyMatch(it -> it.fault() != null);
  }

  private void fault(StringBuilder out, FaultLine line) {
    String reason = line.reason();
    String count = String.format("%12s", reason == null ? landed(line) : "-");
    boolean missing = line.landed() == 0 && reason == null;
    out.append(missing ? paint.yellow(count) : count).append("  ").append(line.title());
    if (reason != null) {
      out.append(" (not here: ").append(Plain.line(reason)).append(')');
    }
    out.append(System.lineSeparator());
  }

  private static String landed(FaultLine line) {
    String landed = Plain.number(line.landed());
    return line.landed() == line.attempted()
        ? landed
        : landed + " of " + Plain.number(line.attempted());
  }

  private void requirement(StringBuilder out, RequirementLine line) {
    String numbers = Plain.number(line.had()) + " of " + Plain.number(line.needed());
    String met = line.met() ? paint.green("enough ") : paint.yellow("too few");
    out.append(String.format("  %14s  %s  %s%n", numbers, met, Plain.line(line.name())));
  }

  private void control(StringBuilder out, ControlLine line) {
    String was = Final.actual(line);
    String result =
        line.asExpected()
            ? paint.green("as it should be") + ": " + was
            : paint.red("WRONG") + ": should be " + Final.expected(line) + ", but was " + was;
    out.append("  ").append(Plain.line(line.name())).append(" is ");
    out.append(result).append(System.lineSeparator());
  }

  private void known(StringBuilder out, KnownLine line) {
    out.append("  ").append(verdict(line.outcome().name())).append(Plain.line(line.id()));
    out.append(": ").append(Plain.line(line.words())).append(System.lineSeparator());
  }

  private static void numbers(StringBuilder out, Summary it) {
    out.append(
        String.format(
            Locale.ROOT,
            "%n%,d scenarios (%,d generated) in %s; %,d SIGKILL, %,d SIGTERM, %,d unexpected deaths; %,d restarts%n",
            it.scenarios(),
            it.generated(),
            Plain.seconds(it.elapsedMillis()),
            it.deaths().sigkill(),
            it.deaths().sigterm(),
            it.deaths().unexpected(),
            it.restarts()));
    out.append(
        String.format(
            Locale.ROOT,
            "%,d requests: %,d result, %,d error, %,d not_sent, %,d unknown; %,d overlapped an outage%n",
            it.requests(),
            it.outcomes().result(),
            it.outcomes().error(),
            it.outcomes().notSent(),
            it.outcomes().unknown(),
            it.overlappedOutage()));
    out.append(
        String.format(
            Locale.ROOT,
            "stall p50 %,d ms, p99 %,d ms, longest %,d ms; late means more than %d ms over; "
                + "%,d of %,d faults landed where aimed%n",
            it.stallMillis().p50(),
            it.stallMillis().p99(),
            it.stallMillis().max(),
            it.toleranceMillis(),
            it.faultsLanded(),
            it.faultsAimed()));
    out.append(DeliveryTable.of(it));
    Pace pace = it.pace();
    if (pace != null) {
      pace(out, pace);
    }
    RecordingLine recording = it.recording();
    if (recording != null) {
      recording(out, recording);
    }
  }

  private static void recording(StringBuilder out, RecordingLine it) {
    out.append(
        String.format(
            Locale.ROOT,
            "recording: %,d events, %.1f µs each, longest %,.0f µs; %.3f %% of the scenarios' time%n",
            it.events(),
            it.meanNanos() / 1e3,
            it.maxNanos() / 1e3,
            it.shareOfTime() * 100));
  }

  private static void pace(StringBuilder out, Pace pace) {
    out.append(
        String.format(
            Locale.ROOT,
            "%,.0f scenarios a second; simulated time went %,.0f times as fast as real time%n",
            pace.scenariosPerSecond(),
            pace.timeRatio()));
    if (pace.digest() != null) {
      out.append(
          String.format(
              Locale.ROOT,
              "digest %s of the first %,d generated histories%n",
              pace.digest(),
              pace.digested()));
    }
  }

  private String verdict(String verdict) {
    String padded = String.format("%-10s", verdict.replace('_', ' ').toLowerCase(Locale.ROOT));
    return switch (verdict) {
      case "HELD" -> paint.green(padded.toUpperCase(Locale.ROOT));
      case "BROKEN" -> paint.red(padded.toUpperCase(Locale.ROOT));
      default -> paint.yellow(padded.toUpperCase(Locale.ROOT));
    };
  }
}
