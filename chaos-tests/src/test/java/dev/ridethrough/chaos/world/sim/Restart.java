package dev.ridethrough.chaos.world.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A restart under load, all of it chosen by a seed: three clients, eight requests, and a daemon
/// that dies and comes back.
final class Restart {
  private static final int CLIENTS = 3;
  private static final int REQUESTS = 8;
  private static final int SPREAD_MILLIS = 400;

  private final CoreOnSim core;
  private final SplittableRandom random;
  private final List<SimClient> clients = new ArrayList<>();

  private Restart(long seed, Settings settings, Trace trace, Software software) {
    this.core = new CoreOnSim(seed, settings, trace, software);
    this.random = new SplittableRandom(seed);
  }

  /// How it went.
  record Result(long digest, long steps, Duration time, int unknown, int rows) {}

  static Result run(long seed) {
    return run(seed, Settings.DEFAULT, null, Software.core());
  }

  static Result run(long seed, Settings settings, Trace trace, Software software) {
    return new Restart(seed, settings, trace, software).run();
  }

  private Result run() {
    SimProcess first = core.daemon();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(core.client());
    }
    for (int i = 0; i < REQUESTS; i++) {
      request(i);
    }
    boolean planned = random.nextBoolean();
    core.simulation.after(soon(), planned ? first::terminate : first::kill);
    Duration outage = soon();
    first.onExit(() -> core.simulation.after(outage, core::daemon));
    core.until(() -> clients.stream().mapToInt(SimClient::count).sum() == REQUESTS);
    return judged(planned);
  }

  private void request(int number) {
    SimClient client = clients.get(number % CLIENTS);
    String text = "token " + number;
    String line =
        random.nextInt(3) == 0
            ? CoreOnSim.slowAppend(number, text, random.nextInt(SPREAD_MILLIS))
            : CoreOnSim.append(number, text);
    core.simulation.after(soon(), () -> client.send(line));
  }

  private Duration soon() {
    return Duration.ofMillis(random.nextInt(SPREAD_MILLIS));
  }

  private Result judged(boolean planned) {
    int unknown = 0;
    List<Row> rows = core.rows();
    for (SimClient client : clients) {
      for (SimClient.Line line : client.received()) {
        int effects = effects(rows, id(line.text()));
        if (line.text().contains("\"unknown\"")) {
          unknown++;
          assertThat(effects).as(line.text()).isLessThanOrEqualTo(1);
        } else {
          assertThat(line.text()).contains("\"result\"");
          assertThat(effects).as(line.text()).isEqualTo(1);
        }
      }
    }
    assertThat(planned && unknown > 0).as("a planned restart costs nothing").isFalse();
    Simulation simulation = core.simulation;
    return new Result(
        simulation.digest(), simulation.steps(), simulation.now(), unknown, rows.size());
  }

  private static String id(String line) {
    String label = "\"id\":";
    int begin = line.indexOf(label) + label.length();
    return line.substring(begin, line.indexOf(',', begin));
  }

  private static int effects(List<Row> rows, String id) {
    return (int) rows.stream().filter(row -> row.values().get(1).equals("token " + id)).count();
  }

  /// What two JVMs must agree on: the history of core as it is, and of core with more yields.
  static String line(int seed) {
    Result yielding = run(seed, Settings.DEFAULT, null, Software.yieldingCore());
    return "%d %x %x".formatted(seed, run(seed).digest(), yielding.digest());
  }

  /// Prints the digests of so many seeds, for another JVM to compare.
  public static void main(String[] arguments) {
    int seeds = Integer.parseInt(arguments[0]);
    for (int seed = 0; seed < seeds; seed++) {
      System.out.println(line(seed));
    }
  }
}
