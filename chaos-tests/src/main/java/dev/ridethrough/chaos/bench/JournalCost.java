package dev.ridethrough.chaos.bench;

import dev.ridethrough.chaos.bench.BenchReport.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What exactly-once costs: the same requests without a journal and with one, side by side.
final class JournalCost {
  /// Turns that count, after one that doesn't: many short ones, so that what is compared meets the
  /// same noise.
  static final int TURNS = 20;

  /// How much shorter a turn is than one of [RoundTrips].
  static final int SHORTER = 4;

  private static final int AT_ONCE = 16;
  private static final String TEXT = "{\"text\":\"hello\"}";

  private final List<Part> parts = new ArrayList<>();

  /// The lanes that are compared, the first without a journal.
  private record Part(String title, List<Lane> lanes) {}

  /// A proxy, and what is behind it.
  private record Way(String name, String how, ServeProcess proxy) {}

  JournalCost(App app, Path folder) throws IOException {
    Path crash = daemon(app, folder.resolve("c"), "process-crash");
    Path power = daemon(app, folder.resolve("p"), "power-loss");
    List<Way> ways =
        List.of(
            new Way(
                "journal off",
                "`serve --delivery at-most-once`; the daemon's durability is process-crash",
                app.serve(crash, "--delivery", "at-most-once")),
            new Way(
                "process crash",
                "`serve --delivery exactly-once`; the same daemon",
                app.serve(crash, "--delivery", "exactly-once")),
            new Way(
                "power loss",
                "the same, with `daemon run --durability power-loss`",
                app.serve(power, "--delivery", "exactly-once")));
    parts.add(one("ledger_append", TEXT, ways));
    parts.add(many("ledger_append", TEXT, ways));
    parts.add(one("echo", TEXT, ways));
    parts.add(one("ledger_entries", "{\"limit\":1}", ways));
  }

  private static Path daemon(App app, Path folder, String durability) throws IOException {
    Path socket = App.socketIn(folder);
    app.daemon(Files.createDirectories(folder.resolve("h")), socket, "--durability", durability);
    return socket;
  }

  private static Part one(String tool, String arguments, List<Way> ways) {
    return new Part(
        tool,
        ways.stream()
            .map(way -> Lane.sequential(way.name(), way.how(), () -> trip(way, tool, arguments)))
            .toList());
  }

  private static void trip(Way way, String tool, String arguments) throws IOException {
    Waits.join(way.proxy().call(tool, arguments).answered(), "an answer through `serve`");
  }

  private static Part many(String tool, String arguments, List<Way> ways) {
    return new Part(
        tool + ", " + AT_ONCE + " in flight",
        ways.stream()
            .map(way ->
                Lane.pipelined(
                    way.name(), way.how(), () -> way.proxy().call(tool, arguments), AT_ONCE))
            .toList());
  }

  /// One turn of each lane, one after the other.
  void turn(long nanos, boolean counts) throws IOException {
    for (Part part : parts) {
      for (Lane lane : part.lanes()) {
        lane.turn(nanos, counts);
      }
    }
  }

  List<Group> groups() {
    return parts.stream().map(JournalCost::group).toList();
  }

  private static Group group(Part part) {
    List<Row.Measured> rows = part.lanes().stream().map(Lane::row).toList();
    return new Group("What the journal costs: " + part.title(), ratios(rows), rows);
  }

  /// The rates, compared with that of the first.
  static String ratios(List<Row.Measured> rows) {
    return String.format(
        Locale.ROOT,
        "through `serve`, %d turns of each; of the rate with the journal off: %.0f %% with process crash, %.0f %% with power loss",
        TURNS,
        100 * rate(rows.get(1)) / rate(rows.getFirst()),
        100 * rate(rows.get(2)) / rate(rows.getFirst()));
  }

  private static double rate(Row.Measured row) {
    Double perSecond = row.figures().perSecond();
    if (perSecond == null) {
      throw new IllegalArgumentException(row.name() + " has no rate");
    }
    return perSecond;
  }
}
