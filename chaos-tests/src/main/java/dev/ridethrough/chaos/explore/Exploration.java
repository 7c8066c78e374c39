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
/// until the time is up or enough is broken. Each run stays on its thread; which thread that is
/// decides nothing.
public final class Exploration {
  /// Of so many generated scenarios' histories the digest is taken.
  public static final int DIGESTED = 1_000;

  /// The place of a scenario that was not generated.
  public static final int GIVEN = -1;

  private final Plan plan;
  private final World world;
  private final Keeper keeper;
  private final Tally tally = new Tally();
  private final AtomicInteger given = new AtomicInteger();
  private final AtomicInteger generated = new AtomicInteger();
  private final AtomicLong simulatedMicros = new AtomicLong();
  private final AtomicReferenceArray<byte @Nullable []> hashes =
      new AtomicReferenceArray<>(DIGESTED);
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
  /// @param place in the [Sequence], or [#GIVEN]
  public record Ran(
      int number, Scenario scenario, int place, History history, Judgement judgement) {}

  /// Keeps what a run leaves behind. Called from several threads.
  public interface Keeper {
    /// Takes one; called as soon as it is judged.
    ///
    /// @return whether to go on
    boolean ran(Ran run, Tally sum) throws IOException;
  }

  public Exploration(Plan plan, World world, Keeper keeper) {
    this.plan = plan;
    this.world = world;
    this.keeper = keeper;
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

  /// A scenario, and how its history is judged.
  private record Task(Scenario scenario, Function<History, Judgement> judge) {}

  private List<Task> given() {
    List<Task> all = new ArrayList<>();
    plan.corpus().forEach(it -> all.add(new Task(it, this::counted)));
    for (KnownFailure known : plan.known().possible(world)) {
      all.add(new Task(known.scenario(), it -> plan.known().judge(known, it, tally)));
    }
    return all;
  }

  private boolean lane(List<Task> first, Feed feed, long end)
      throws IOException, InterruptedException {
    try {
      for (int n = given.getAndIncrement(); n < first.size(); n = given.getAndIncrement()) {
        run(n + 1, first.get(n), GIVEN);
      }
      while (!stopped && (generated.get() == 0 || System.nanoTime() < end)) {
        Feed.Numbered next = feed.take();
        generated.incrementAndGet();
        Task task = new Task(next.scenario(), this::counted);
        run(first.size() + next.number() + 1, task, next.number());
      }
      return true;
    } catch (IOException | RuntimeException | Error e) {
      stopped = true;
      throw e;
    }
  }

  private void run(int number, Task it, int place) throws IOException {
    History history = world.run(plan.sabotage().applied(it.scenario()), number);
    simulatedMicros.addAndGet(history.lastsMicros());
    if (place >= 0 && place < DIGESTED) {
      hashes.set(place, HistoryDigest.of(history));
    }
    Judgement judgement = it.judge().apply(history);
    if (!keeper.ran(new Ran(number, it.scenario(), place, history, judgement), tally)) {
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

  /// Of the first generated histories, at most [#DIGESTED].
  public String digest() {
    HistoryDigest digest = new HistoryDigest();
    for (int i = 0; i < DIGESTED; i++) {
      byte[] hash = hashes.get(i);
      if (hash == null) {
        break;
      }
      digest.add(hash);
    }
    return digest.toString();
  }
}
