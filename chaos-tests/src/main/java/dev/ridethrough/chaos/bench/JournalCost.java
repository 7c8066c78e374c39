package dev.ridethrough.chaos.bench;

import dev.ridethrough.chaos.bench.BenchReport.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// What exactly-once costs: the same requests without a journal and with one, side by side.
final class JournalCost {
  /// Turns that don't count: daemons and proxies compile their code meanwhile.
  static final int WARM_UP = 4;

  /// Turns that count: many short ones, so that what is compared meets the same noise.
  static final int TURNS = 20;

  /// How much shorter a turn is than one of [RoundTrips].
  static final int SHORTER = 4;

  private static final int AT_ONCE = 16;
  private static final String TEXT = "{\"text\":\"hello\"}";

  private final Random random = new Random(3);
  private final List<Part> parts = new ArrayList<>();

  /// What is compared, the first without a journal.
  private interface Part {
    String title();

    void turn(long nanos, boolean counts) throws IOException;

    List<Row.Measured> rows();
  }

  /// A proxy, and what is behind it.
  private record Way(String name, String how, ServeProcess proxy) {
    void trip(String tool, String arguments) throws IOException {
      Waits.join(proxy.call(tool, arguments).answered(), "an answer through `serve`");
    }
  }

  JournalCost(App app, Path folder) throws IOException {
    // each its own, so that none is warmer than another
    Path off = daemon(app, folder.resolve("o"), "process-crash");
    Path crash = daemon(app, folder.resolve("c"), "process-crash");
    Path power = daemon(app, folder.resolve("p"), "power-loss");
    List<Way> ways =
        List.of(
            new Way(
                "journal off",
                "`serve --delivery at-most-once`; the daemon's durability is process-crash",
                app.serve(off, "--delivery", "at-most-once")),
            new Way(
                "process crash",
                "`serve --delivery exactly-once`; the same durability",
                app.serve(crash, "--delivery", "exactly-once")),
            new Way(
                "power loss",
                "`serve --delivery exactly-once`; `daemon run --durability power-loss`",
                app.serve(power, "--delivery", "exactly-once")));
    parts.add(new OneByOne("echo", TEXT, ways));
    parts.add(new OneByOne("ledger_entries", "{\"limit\":1}", ways));
    parts.add(new OneByOne("ledger_append", TEXT, ways));
    parts.add(new ManyAtOnce("ledger_append", TEXT, ways));
  }

  private static Path daemon(App app, Path folder, String durability) throws IOException {
    Path socket = App.socketIn(folder);
    app.daemon(Files.createDirectories(folder.resolve("h")), socket, "--durability", durability);
    return socket;
  }

  /// One request after the other, each through another proxy, in a new order each time: on a busy
  /// machine nothing else can be compared within a tenth.
  private final class OneByOne implements Part {
    private final String tool;
    private final String arguments;
    private final List<Way> ways;
    private final List<Samples> samples;

    OneByOne(String tool, String arguments, List<Way> ways) {
      this.tool = tool;
      this.arguments = arguments;
      this.ways = ways;
      this.samples = ways.stream().map(_ -> new Samples()).toList();
    }

    @Override
    public String title() {
      return tool;
    }

    @Override
    public void turn(long nanos, boolean counts) throws IOException {
      List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
      long end = System.nanoTime() + nanos * ways.size();
      while (System.nanoTime() < end) {
        Collections.shuffle(order, random);
        for (int i : order) {
          long start = System.nanoTime();
          ways.get(i).trip(tool, arguments);
          if (counts) {
            samples.get(i).add(System.nanoTime() - start);
          }
        }
      }
    }

    @Override
    public List<Row.Measured> rows() {
      List<Row.Measured> rows = new ArrayList<>();
      for (int i = 0; i < ways.size(); i++) {
        Way way = ways.get(i);
        rows.add(Row.ofRate(way.name(), way.how(), samples.get(i), samples.get(i).sum()));
      }
      return rows;
    }
  }

  /// In turns, with so many at once that the daemon is never idle.
  private static final class ManyAtOnce implements Part {
    private final String tool;
    private final List<Lane> lanes;

    ManyAtOnce(String tool, String arguments, List<Way> ways) {
      this.tool = tool;
      this.lanes =
          ways.stream()
              .map(way ->
                  Lane.pipelined(
                      way.name(), way.how(), () -> way.proxy().call(tool, arguments), AT_ONCE))
              .toList();
    }

    @Override
    public String title() {
      return tool + ", " + AT_ONCE + " in flight";
    }

    @Override
    public void turn(long nanos, boolean counts) throws IOException {
      for (Lane lane : lanes) {
        lane.turn(nanos, counts);
      }
    }

    @Override
    public List<Row.Measured> rows() {
      return lanes.stream().map(Lane::row).toList();
    }
  }

  /// One turn of each.
  void turn(long nanos, boolean counts) throws IOException {
    for (Part part : parts) {
      part.turn(nanos, counts);
    }
  }

  List<Group> groups() {
    return parts.stream().map(JournalCost::group).toList();
  }

  private static Group group(Part part) {
    List<Row.Measured> rows = part.rows();
    return new Group("What the journal costs: " + part.title(), ratios(rows), rows);
  }

  /// How much longer it takes than with the journal off, in one sentence.
  static String ratios(List<Row.Measured> rows) {
    double off = rows.getFirst().figures().p50Micros();
    return String.format(
        Locale.ROOT,
        "through `serve`, %d turns; at the median %.2f times as long with process crash, %.2f times with power loss",
        TURNS,
        rows.get(1).figures().p50Micros() / off,
        rows.get(2).figures().p50Micros() / off);
  }
}
