package dev.ridethrough.chaos.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/// What one run has measured.
///
/// @param loadAfter like the machine's load, at the end
/// @param verdict one sentence
public record BenchReport(
    MachineInfo machine, double loadAfter, int rounds, List<Group> groups, String verdict) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /// Rows that were measured in turns, and so can be compared.
  ///
  /// @param note what was measured, how often, what does not count
  public record Group(String title, String note, List<? extends Row> rows) {
    private boolean rated() {
      return rows.stream()
          .anyMatch(it -> it instanceof Row.Measured row && row.figures().perSecond() != null);
    }
  }

  /// Writes it as JSON.
  ///
  /// @param folder made if need be
  /// @param name of the file
  public void write(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    MAPPER.writeValue(folder.resolve(name).toFile(), this);
  }

  /// What a person reads.
  public String table() {
    Formatter out = new Formatter(Locale.ROOT);
    out.format("%d CPUs, %s, JDK %s", machine.cpus(), machine.system(), machine.jdk());
    out.format("; load %.1f before, %.1f after%n", machine.load(), loadAfter);
    groups.forEach(it -> group(out, it));
    out.format("%n%s%n", verdict);
    return out.toString();
  }

  private static void group(Formatter out, Group group) {
    out.format("%n%s%n  %s%n", group.title(), group.note());
    out.format("  %-22s %10s %10s %10s", "", "p50", "p99", "longest");
    out.format("%s%n", group.rated() ? "   a second" : "");
    group.rows().forEach(it -> row(out, it));
  }

  private static void row(Formatter out, Row row) {
    out.format("  %-22s ", row.name());
    switch (row) {
      case Row.Missing it -> out.format("%s%n", it.missing());
      case Row.Measured(_, _, Row.Figures it) -> {
        out.format("%10s %10s", time(it.p50Micros()), time(it.p99Micros()));
        out.format(" %10s", time(it.maxMicros()));
        if (it.perSecond() != null) {
          out.format(" %,10.0f", it.perSecond());
        }
        out.format("%n");
      }
    }
    out.format("      %s%n", row.how());
  }

  private static String time(double micros) {
    if (micros < 10) {
      return String.format(Locale.ROOT, "%.2f µs", micros);
    }
    return micros < 10_000
        ? String.format(Locale.ROOT, "%.2f ms", micros / 1e3)
        : String.format(Locale.ROOT, "%,.0f ms", micros / 1e3);
  }
}
