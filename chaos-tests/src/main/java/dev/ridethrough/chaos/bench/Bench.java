package dev.ridethrough.chaos.bench;

import dev.ridethrough.chaos.bench.BenchReport.Group;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Measures everything in one run. What is compared takes turns, so that a noise of the machine
/// meets all of it.
public final class Bench {
  private static final int ROUNDS_PER_RESTART = 10;
  private static final int TURNS_PER_ROUND = 5;
  private static final long TURN_NANOS_PER_ROUND = 5_000_000;
  private static final double GOOD_P50_MICROS = 5_000;
  private static final double GOOD_P99_MICROS = 20_000;

  private final int rounds;
  private final Ticker ticker;
  private final List<Group> groups = new ArrayList<>();
  private String verdict = "";

  private Bench(int rounds, Ticker ticker) {
    this.rounds = rounds;
    this.ticker = ticker;
  }

  /// Runs all of it; takes some minutes.
  ///
  /// @param app the packaged app
  /// @param rounds how many rebinds to measure; the other parts grow with it
  /// @throws IOException when something could not be measured
  public static BenchReport run(Path app, int rounds, Ticker ticker) throws IOException {
    MachineInfo machine = MachineInfo.now();
    Bench bench = new Bench(rounds, ticker);
    try (Children children = Children.inNewFolder()) {
      bench.measure(new App(app, children));
    } finally {
      ticker.clear();
    }
    double load = MachineInfo.now().load();
    return new BenchReport(machine, load, rounds, bench.groups, bench.verdict);
  }

  private void measure(App app) throws IOException {
    try {
      measureAll(app, app.children().folder());
    } catch (IOException e) {
      throw new IOException(
          e.getMessage() + "; what was started said: " + app.children().said(), e);
    }
  }

  private void measureAll(App app, Path folder) throws IOException {
    Bare bare = new Bare(app.children(), folder);
    Path java = bare.javaServer();
    rebinds(new Rebinds(app, folder, java));
    try (Restarts restarts = new Restarts(app, folder)) {
      restarts(restarts);
      roundTrips(new RoundTrips(bare, java, restarts.socket(), restarts.proxy()));
    }
    journal(new JournalCost(app, folder.resolve("j")));
    try (KillPointCost cost = new KillPointCost(folder)) {
      killPoints(cost);
    }
  }

  private void rebinds(Rebinds rebinds) throws IOException {
    turns("rebinds", rebinds::round, Rebinds.WARM_UP, rounds);
    String note =
        String.format(
            Locale.ROOT,
            "from the rename of a listening socket to the proxy's handshake; %d after %d that don't count",
            rounds,
            Rebinds.WARM_UP);
    List<Row.Measured> greeted = rebinds.greeted();
    List<Row> rows = new ArrayList<>(greeted);
    rows.add(rebinds.machine());
    groups.add(new Group("Rebind to greeting", note, rows));
    verdict = verdict(greeted.getFirst().figures(), greeted.getLast().figures());
    groups.add(
        new Group(
            "Rebind to answer",
            "from the same rename to the reply on the proxy's stdout; the same rounds",
            rebinds.answered()));
  }

  private void restarts(Restarts restarts) throws IOException {
    int count = Math.ceilDiv(rounds, ROUNDS_PER_RESTART);
    turns("restarts", restarts::round, Restarts.WARM_UP, count);
    String note =
        String.format(
            Locale.ROOT,
            "SIGKILL, then from the start of the next process; %d after %d that don't count",
            count,
            Restarts.WARM_UP);
    groups.add(new Group("Restart of the daemon", note, restarts.rows()));
  }

  private void roundTrips(RoundTrips trips) throws IOException {
    long nanos = rounds * TURN_NANOS_PER_ROUND;
    turns("round trips", counts -> trips.turn(nanos, counts), 1, RoundTrips.TURNS);
    String note =
        String.format(
            Locale.ROOT,
            "a connection each; %d turns of %d ms after one that doesn't count",
            RoundTrips.TURNS,
            nanos / 1_000_000);
    groups.add(new Group("Round trips", note, trips.rows()));
  }

  private void journal(JournalCost cost) throws IOException {
    long nanos = rounds * TURN_NANOS_PER_ROUND / JournalCost.SHORTER;
    turns(
        "the journal", counts -> cost.turn(nanos, counts), JournalCost.WARM_UP, JournalCost.TURNS);
    groups.addAll(cost.groups());
  }

  private void killPoints(KillPointCost cost) throws IOException {
    int count = rounds * TURNS_PER_ROUND;
    turns("kill points", cost::turn, count, count);
    List<Row.Measured> rows = cost.rows();
    groups.add(new Group("Kill points", KillPointCost.ratios(rows), rows));
  }

  private interface Round {
    void run(boolean counts) throws IOException;
  }

  private void turns(String part, Round round, int warmUp, int count) throws IOException {
    for (int i = 0; i < warmUp + count; i++) {
      ticker.show(part, i, warmUp + count);
      round.run(i >= warmUp);
    }
  }

  private static String verdict(Row.Figures watch, Row.Figures poll) {
    boolean good = watch.p50Micros() < GOOD_P50_MICROS && watch.p99Micros() < GOOD_P99_MICROS;
    return String.format(
        Locale.ROOT,
        "The watch sees a rebind in %.2f ms (p99 %.2f ms), %.0f times sooner than the poll: %s than 5 ms (p99 20 ms).",
        watch.p50Micros() / 1e3,
        watch.p99Micros() / 1e3,
        poll.p50Micros() / watch.p50Micros(),
        good ? "less" : "MORE");
  }
}
