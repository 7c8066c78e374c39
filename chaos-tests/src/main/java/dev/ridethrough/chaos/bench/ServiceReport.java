package dev.ridethrough.chaos.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ridethrough.chaos.check.Overall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/// Restarts under systemd, side by side.
///
/// @param loadAfter like the machine's load, at the end
public record ServiceReport(
    Overall verdict, MachineInfo machine, double loadAfter, List<ServiceRow> rows) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /// With the verdict of the worst row; VACUOUS if there is none.
  static ServiceReport of(MachineInfo machine, List<ServiceRow> rows) {
    Overall verdict =
        rows.stream().map(ServiceRow::verdict).reduce(Overall::worst).orElse(Overall.VACUOUS);
    return new ServiceReport(verdict, machine, MachineInfo.now().load(), List.copyOf(rows));
  }

  /// Writes `systemd.json`.
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    MAPPER.writeValue(folder.resolve("systemd.json").toFile(), this);
  }

  /// What a person reads; the last line is the verdict.
  public String table() {
    Formatter out = new Formatter(Locale.ROOT);
    out.format("%d CPUs, %s, JDK %s", machine.cpus(), machine.system(), machine.jdk());
    out.format("; load %.1f before, %.1f after%n%n", machine.load(), loadAfter);
    out.format("%-17s %-15s %8s %22s %22s%n", "", "", "", "without waiting", "through `serve`");
    out.format(
        "%-17s %-15s %8s %11s %10s %11s %10s %8s %6s %5s%n",
        "socket",
        "restarted by",
        "restarts",
        "calls",
        "errors",
        "calls",
        "errors",
        "longest",
        "twice",
        "lost");
    rows.forEach(it -> row(out, it));
    out.format("%n%s%n", sentence());
    return out.toString();
  }

  private static void row(Formatter out, ServiceRow it) {
    out.format("%-17s %-15s %8d", it.socket(), it.restart(), it.restarts());
    out.format(
        " %,11d %,10d %,11d %,10d", it.bareCalls(), it.bareErrors(), it.calls(), it.errors());
    out.format(" %6.2f s %6d %5d", it.longestMillis() / 1e3, it.duplicates(), it.lost());
    out.format("%s%n", it.overlapped() < it.restarts() ? "  some between two calls" : "");
  }

  private String sentence() {
    return String.format(
        Locale.ROOT,
        "%s: %d restarts under systemd: %,d errors without waiting, %,d through `serve`,"
            + " %d executed twice, %d lost, longest %.2f s",
        verdict,
        sum(ServiceRow::restarts),
        sum(ServiceRow::bareErrors),
        sum(ServiceRow::errors),
        sum(ServiceRow::duplicates),
        sum(ServiceRow::lost),
        rows.stream().mapToLong(ServiceRow::longestMillis).max().orElse(0) / 1e3);
  }

  private int sum(ToIntFunction<ServiceRow> figure) {
    return rows.stream().mapToInt(figure).sum();
  }
}
