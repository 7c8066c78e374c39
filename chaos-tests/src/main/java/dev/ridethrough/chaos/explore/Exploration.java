package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.HistoryDigest;
import dev.ridethrough.chaos.scenario.KnownFailure;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Explores on the simulated machine: the corpus and known failures first, then what is generated,
/// until the time is up or enough is broken; each with each delivery. Each run stays on its thread;
/// which thread that is decides nothing.
public final class Exploration {
  /// Of the histories of so many generated scenarios the digest is taken.
  public static final int DIGESTED = 1_000;

  /// The place of a scenario that was not generated.
  public static final int GIVEN = -1;

  private final Plan plan;
  private final Worlds worlds;
  private final Keeper keeper;
  private final Tally tally = new Tally();
  private final AtomicInteger given = new AtomicInteger();
  private final AtomicInteger generated = new AtomicInteger();
  private final AtomicLong simulatedMicros = new AtomicLong();
  private final AtomicReferenceArray<byte @Nullable []> hashes;
  private volatile boolean stopped;

  /// What to run.
  ///
  /// @param time how long new scenarios are begun; those that are given are all run
  /// @param lanes how many threads run scenarios
  public record Plan(
      long seed,
      Duration time,
      int lanes,
      List<Scenario> corpus,
      KnownFailures known,
      Sabotage sabotage) {
    public Plan {
      corpus = List.copyOf(corpus);
    }
  }

  /// One run.
  ///
  /// @param number from 1, in the order in which they were begun
  /// @param world where it was run
  /// @param place in the [Sequence], or [#GIVEN]
  public record Ran(
      int number,
      World world,
      Scenario scenario,
      int place,
      History history,
      Judgement judgement) {}

  /// Keeps what a run leaves behind. Called from several threads.
  public interface Keeper {
    /// Takes one; called as soon as it is judged.
    ///
    /// @return whether to go on
    boolean ran(Ran run, Tally sum) throws IOException;
  }

  public Exploration(Plan plan, Worlds worlds, Keeper keeper) {
    this.plan = plan;
    this.worlds = worlds;
    this.keeper = keeper;
    this.hashes = new AtomicReferenceArray<>(DIGESTED * worlds.all().size());
  }

  /// Runs everything.
  ///
  /// @throws IOException when the harness can't do its work
  public void run() throws IOException {
    long end = System.nanoTime() + plan.time().toNanos();
    List<Future<?>> lanes = new ArrayList<>();
    List<Task> first = given();
    try (Feed feed = new Feed(plan.seed());
        ExecutorService executor = Executors.newFixedThreadPool(plan.lanes())) {
      Callable<Boolean> lane = () -> lane(first, feed, end);
      for (int i = 0; i < plan.lanes(); i++) {
        lanes.add(executor.submit(lane));
      }
    }
    for (Future<?> lane : lanes) {
      await(lane);
    }
  }

  private static void await(Future<?> lane) throws IOException {
    try {
      var _ = lane.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }

  /// A scenario, where it is run, and how its history is judged.
  private record Task(World world, Scenario scenario, Function<History, Judgement> judge) {}

  private List<Task> given() {
    List<Task> all = new ArrayList<>();
    plan.corpus().forEach(it -> all.addAll(everywhere(it)));
    for (World world : worlds.all()) {
      for (KnownFailure known : plan.known().possible(world)) {
        all.add(new Task(world, known.scenario(), it -> plan.known().judge(known, it, tally)));
      }
    }
    return all;
  }

  private List<Task> everywhere(Scenario scenario) {
    return worlds.all().stream().map(it -> new Task(it, scenario, this::counted)).toList();
  }

  private boolean lane(List<Task> first, Feed feed, long end)
      throws IOException, InterruptedException {
    try {
      for (int n = given.getAndIncrement(); n < first.size(); n = given.getAndIncrement()) {
        run(n + 1, first.get(n), GIVEN, 0);
      }
      while (!stopped && (generated.get() == 0 || System.nanoTime() < end)) {
        Feed.Numbered next = feed.take();
        generated.incrementAndGet();
        List<Task> tasks = everywhere(next.scenario());
        for (int i = 0; i < tasks.size(); i++) {
          int place = next.number() * tasks.size() + i;
          run(first.size() + place + 1, tasks.get(i), next.number(), place);
        }
      }
      return true;
    } catch (IOException | RuntimeException | Error e) {
      stopped = true;
      throw e;
    }
  }

  /// @param run the place of its history among those of generated scenarios
  private void run(int number, Task it, int place, int run) throws IOException {
    History history = it.world().run(plan.sabotage().applied(it.scenario()), number);
    simulatedMicros.addAndGet(history.lastsMicros());
    if (place != GIVEN && run < hashes.length()) {
      hashes.set(run, HistoryDigest.of(history));
    }
    Judgement judgement = it.judge().apply(history);
    Ran ran = new Ran(number, it.world(), it.scenario(), place, history, judgement);
    if (!keeper.ran(ran, tally)) {
      stopped = true;
    }
  }

  private Judgement counted(History history) {
    Judgement judgement = Judge.judge(history);
    tally.add(judgement);
    return judgement;
  }

  public Tally tally() {
    return tally;
  }

  /// How many generated scenarios were run.
  public int generated() {
    return generated.get();
  }

  /// How much time passed in all scenarios together.
  public long simulatedMicros() {
    return simulatedMicros.get();
  }

  /// Of how many histories the digest is taken.
  public int digested() {
    return Math.min(generated() * worlds.all().size(), hashes.length());
  }

  /// Of the histories of the first generated scenarios, at most [#DIGESTED] with each delivery.
  public String digest() {
    HistoryDigest digest = new HistoryDigest();
    for (int i = 0; i < hashes.length(); i++) {
      byte[] hash = hashes.get(i);
      if (hash == null) {
        break;
      }
      digest.add(hash);
    }
    return digest.toString();
  }
}
