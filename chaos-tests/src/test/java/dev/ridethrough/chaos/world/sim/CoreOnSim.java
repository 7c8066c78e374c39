package dev.ridethrough.chaos.world.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.engine.Ledger;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.machine.Row;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Core's daemon and proxies on a simulated machine, in the hands of a test.
final class CoreOnSim {
  static final Path HOME = Path.of("/home/ann/.ridethrough");
  static final Path SOCKET = HOME.resolve("daemon.sock");
  static final int ANN = 1000;

  private static final Duration DRAIN = Duration.ofSeconds(4);
  private static final Duration WINDOW = Duration.ofSeconds(8);
  static final Duration SHORT = Duration.ofSeconds(3);
  private static final Duration LONG = Duration.ofMinutes(5);

  final Simulation simulation;
  private final Software software;

  CoreOnSim(long seed) {
    this(seed, Settings.DEFAULT, null);
  }

  CoreOnSim(long seed, Settings settings, Trace trace) {
    this(seed, settings, trace, Software.core());
  }

  CoreOnSim(long seed, Settings settings, Trace trace, Software software) {
    this.software = software;
    simulation = new Simulation(seed, settings, trace);
    try {
      simulation.disk().makeDirectory(Path.of("/home"), 0, 0755);
      simulation.disk().makeDirectory(Path.of("/home/ann"), ANN, 0755);
    } catch (KernelException e) {
      throw new UncheckedIOException(e);
    }
  }

  SimProcess daemon() {
    return simulation.spawn("daemon", ANN, software.daemon(HOME, SOCKET, DRAIN, false));
  }

  /// A daemon that serves.
  SimProcess servingDaemon() {
    SimProcess daemon = daemon();
    until(() -> serves(daemon));
    return daemon;
  }

  static boolean serves(SimProcess daemon) {
    return daemon.log().stream().anyMatch(line -> line.endsWith(" serves"));
  }

  SimProcess proxy() {
    return simulation.spawn("proxy", ANN, software.proxy(SOCKET, WINDOW, false));
  }

  SimClient client() {
    return new SimClient(simulation, proxy());
  }

  static String append(int id, String text) {
    return call(id, "ledger_append", "{\"text\":\"" + text + "\"}");
  }

  static String slowAppend(int id, String text, int millis) {
    return call(id, "ledger_slow_append", "{\"text\":\"" + text + "\",\"ms\":" + millis + "}");
  }

  private static String call(int id, String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
        .formatted(id, tool, arguments);
  }

  /// Runs until it is so, which must come.
  void until(BooleanSupplier done) {
    assertThat(simulation.run(LONG, done)).isEqualTo(Scheduler.Ending.DONE);
  }

  /// Runs until the client has so many lines.
  void untilReceived(SimClient client, int lines) {
    until(() -> client.count() >= lines);
  }

  void run(Duration time) {
    simulation.run(time);
  }

  /// What the ledger holds.
  List<String> texts() {
    return rows().stream().map(row -> row.values().get(1)).toList();
  }

  List<Row> rows() {
    try {
      return simulation.disk().rows(HOME.resolve(CoreSoftware.LEDGER), Ledger.TABLE);
    } catch (KernelException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The first time that the process comes to the operation in the phase, `action` is done before
  /// it.
  void at(SimProcess process, Phase phase, Operation operation, Runnable action) {
    boolean[] hit = {false};
    simulation.intercept((thread, what) -> {
      if (!hit[0]
          && thread.process().equals(process)
          && thread.phase() == phase
          && what == operation) {
        hit[0] = true;
        action.run();
      }
    });
  }
}
