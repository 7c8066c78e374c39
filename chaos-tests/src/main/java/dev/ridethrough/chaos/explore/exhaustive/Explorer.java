package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.explore.exhaustive.Base.Depth;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.HistoryDigest;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.sim.SimWorld;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Strikes every base scenario at every kill point, in every way, and lets the daemon come back in
/// every way; goes on with the kill points that recovery comes to, until none is left. Then pairs.
///
/// The same each time, however many lanes run it.
public final class Explorer {
  /// What the schedules' seeds are counted from.
  public static final long SEED = 0;

  /// Runs whose results are kept at once.
  private static final int CHUNK = 1_000;

  /// Strikes are aimed at the first two lives; the later ones repeat them.
  private static final int LIVES = 2;

  private static final List<Comeback> IN_PAIRS =
      List.of(Comeback.AT_ONCE, Comeback.LATE_IN_THE_WINDOW, Comeback.AFTER_THE_WINDOW);

  private final Effort effort;
  private final SimWorld world;
  private final Listener listener;
  private final Tally tally = new Tally();
  private final Hits hits;
  private final HistoryDigest digest = new HistoryDigest();
  private Duration simulated = Duration.ZERO;
  private long scenarios;
  private int strikes;

  /// How much to explore.
  ///
  /// @param delivery what the proxies are told: some operations belong to one only
  /// @param schedules how many schedules, seeds, each struck scenario is run with
  /// @param pairs how many pairs of strikes, in both lives, are tried beside
  /// @param lanes how many run at once
  /// @param base only those with this in their names
  public record Effort(Delivery delivery, int schedules, int pairs, int lanes, String base) {
    /// Those that it means.
    List<Base> bases() {
      return Bases.ALL.stream().filter(it -> it.name().contains(base)).toList();
    }

    /// Whether there is nothing to explore.
    public boolean isEmpty() {
      return bases().isEmpty();
    }
  }

  /// Hears of each run, in a fixed order.
  public interface Listener {
    void judged(Scenario scenario, History history, Judgement judgement, Tally sum)
        throws IOException;
  }

  /// One scenario to run.
  private record Task(String name, Base base, List<Strike> strikes, Comeback comeback, long seed) {
    Scenario scenario() {
      return new Plotter(base, strikes, comeback).scenario(name, seed);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody changes the array
  private record Done(
      Scenario scenario, SimWorld.Result result, Judgement judgement, byte[] hash, Visits visits) {}

  public Explorer(Effort effort, SimWorld world, Listener listener) {
    this.effort = effort;
    this.hits = new Hits(effort.delivery());
    this.world = world;
    this.listener = listener;
  }

  /// Explores everything.
  ///
  /// @throws IOException when the listener can't do its work
  public void run() throws IOException {
    try (ExecutorService lanes = Executors.newFixedThreadPool(effort.lanes())) {
      try {
        explore(lanes);
      } catch (IOException | RuntimeException | Error e) {
        lanes.shutdownNow(); // nobody wants the rest any more
        throw e;
      }
    }
  }

  private void explore(ExecutorService lanes) throws IOException {
    for (Base base : effort.bases()) {
      explore(base, lanes);
    }
  }

  private void explore(Base base, ExecutorService lanes) throws IOException {
    boolean once = base.depth() == Depth.ONCE;
    Frontier frontier = new Frontier(LIVES, once);
    run(lanes, unstruck(base), frontier);
    while (base.depth() != Depth.NONE && frontier.hasMore()) {
      List<Task> tasks = new ArrayList<>();
      for (Strike strike : frontier.takeNew()) {
        strikes++;
        tasks.addAll(tasks(base, strike));
      }
      run(lanes, tasks, frontier);
    }
    if (base.depth() == Depth.FULL) {
      run(lanes, pairs(base, frontier), frontier);
    }
  }

  /// How many base scenarios share the pairs.
  private long full() {
    return effort.bases().stream().filter(it -> it.depth() == Depth.FULL).count();
  }

  private List<Task> unstruck(Base base) {
    List<Task> tasks = new ArrayList<>();
    for (int seed = 0; seed < effort.schedules() * 2; seed++) {
      tasks.add(new Task(base.name(), base, List.of(), Comeback.AT_ONCE, SEED + seed));
    }
    return tasks;
  }

  private List<Task> tasks(Base base, Strike strike) {
    List<Task> tasks = new ArrayList<>();
    boolean once = base.depth() == Depth.ONCE;
    for (Comeback comeback : once ? List.of(Comeback.AT_ONCE) : strike.comebacks()) {
      for (int schedule = 0; schedule < effort.schedules(); schedule++) {
        String name = base.name() + ", " + strike + ", " + comeback;
        long seed = SEED + name.hashCode() * 31L + schedule;
        tasks.add(new Task(name, base, List.of(strike), comeback, seed));
      }
    }
    return tasks;
  }

  private List<Task> pairs(Base base, Frontier frontier) {
    List<Task> tasks = new ArrayList<>();
    for (List<Strike> pair :
        frontier.pairs(Math.ceilDiv(effort.pairs(), (int) full()), base.name().hashCode())) {
      Comeback comeback = IN_PAIRS.get(tasks.size() % IN_PAIRS.size());
      String name = base.name() + ", " + pair.getFirst() + " and " + pair.getLast();
      tasks.add(new Task(name, base, pair, comeback, SEED + tasks.size()));
    }
    return tasks;
  }

  private void run(ExecutorService lanes, List<Task> tasks, Frontier frontier) throws IOException {
    for (int from = 0; from < tasks.size(); from += CHUNK) {
      List<Task> chunk = tasks.subList(from, Math.min(tasks.size(), from + CHUNK));
      List<Future<Done>> running = new ArrayList<>();
      for (Task task : chunk) {
        running.add(lanes.submit(() -> run(task)));
      }
      for (Future<Done> each : running) {
        take(result(each), frontier);
      }
    }
  }

  private Done run(Task task) {
    Scenario scenario = task.scenario();
    Visits visits = new Visits();
    SimWorld.Result result = world.run(scenario, visits);
    History history = result.history();
    return new Done(scenario, result, Judge.judge(history), HistoryDigest.of(history), visits);
  }

  private void take(Done done, Frontier frontier) throws IOException {
    scenarios++;
    simulated = simulated.plus(done.result().time());
    tally.add(done.judgement());
    digest.add(done.hash());
    if (done.judgement().isValid()) {
      hits.add(done.scenario(), done.judgement().run(), done.visits());
    }
    frontier.add(done.visits().counts());
    listener.judged(done.scenario(), done.result().history(), done.judgement(), tally);
  }

  private static Done result(Future<Done> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }

  public Tally tally() {
    return tally;
  }

  public Certificate certificate() {
    return hits.certificate(
        new Certificate.Made(
            effort.schedules(),
            effort.pairs(),
            effort.base(),
            bases(),
            Bases.ALL.size(),
            strikes,
            scenarios,
            SEED,
            digest()));
  }

  /// Of all histories, in their order.
  public String digest() {
    return digest.toString();
  }

  /// How much simulated time has passed.
  public Duration simulated() {
    return simulated;
  }

  public long scenarios() {
    return scenarios;
  }

  /// How many base scenarios there were.
  public int bases() {
    return effort.bases().size();
  }

  /// How many different strikes were tried.
  public int strikes() {
    return strikes;
  }
}
