package dev.ridethrough.chaos.foreign;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.history.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/// What all clients met.
///
/// @param delivery of the proxies, as people write it
public record ForeignReport(
    Overall verdict, String delivery, long seed, List<ForeignResult> clients) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /// With the verdict of the worst; VACUOUS if there is none.
  public static ForeignReport of(String delivery, long seed, List<ForeignResult> clients) {
    Overall verdict =
        clients.stream().map(ForeignResult::verdict).reduce(Overall::worst).orElse(Overall.VACUOUS);
    return new ForeignReport(verdict, delivery, seed, List.copyOf(clients));
  }

  /// Writes `clients.json`.
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    MAPPER.writeValue(folder.resolve("clients.json").toFile(), this);
  }

  /// What a person reads; the last line is the verdict.
  public String table() {
    Formatter out = new Formatter(Locale.ROOT);
    out.format(
        "%-24s %-8s %8s %8s %8s %8s %8s %6s %8s%n",
        "client", "verdict", "SIGKILL", "SIGTERM", "calls", "failed", "rows", "twice", "longest");
    clients.forEach(it -> row(out, it));
    clients.forEach(client -> client.reasons().forEach(it -> reason(out, client, it)));
    out.format("%n%s%n", sentence());
    return out.toString();
  }

  private static void row(Formatter out, ForeignResult it) {
    out.format("%-24s %-8s", it.client(), it.verdict());
    out.format(" %8d %8d %,8d", it.sigkill(), it.sigterm(), it.calls());
    out.format(" %,8d %,8d %6d", it.failed(), it.rows(), it.duplicates());
    out.format(" %6.1f s%n", it.longestMillis() / 1_000.0);
  }

  private static void reason(Formatter out, ForeignResult client, String reason) {
    out.format("  %s: %s%n", client.client(), Printable.escaped(reason));
  }

  private String sentence() {
    return String.format(
        Locale.ROOT,
        "%s: %,d calls of clients that others wrote, through %d restarts inside the load"
            + " (%d SIGKILL), %d failed, %d executed twice, %d lost, longest %.1f s (%s, seed %d)",
        verdict,
        sum(ForeignResult::calls),
        sum(ForeignResult::sigkill) + sum(ForeignResult::sigterm),
        sum(ForeignResult::sigkill),
        sum(ForeignResult::failed),
        sum(ForeignResult::duplicates),
        sum(ForeignResult::missing),
        clients.stream().mapToLong(ForeignResult::longestMillis).max().orElse(0) / 1_000.0,
        delivery,
        seed);
  }

  private int sum(ToIntFunction<ForeignResult> figure) {
    return clients.stream().mapToInt(figure).sum();
  }
}
