package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Shrinkable;

/// Makes a scenario that fails as small as it can: first by what jqwik, which has generated it,
/// holds to be simpler, then by [Cuts]. Takes each simpler one that breaks the same promise, by its
/// own seed or by one of the next.
public final class Shrinker {
  private static final int SEEDS = 3;

  /// Most of what jqwik tries are other numbers: the cuts are better at leaving things out.
  private static final int JQWIK_RUNS = 200;

  private final World world;
  private final Sabotage sabotage;
  private final FailureKind kind;
  private final int mostRuns;
  private final long endNanos;
  private final Set<Scenario> tried = new HashSet<>();
  private int runs;
  private Failed smallest;

  /// A run that failed.
  public record Failed(Scenario scenario, History history, Judgement judgement) {}

  /// @param original what failed first
  /// @param mostRuns how often a scenario may be run
  /// @param time for how long, in case that runs are slow: then the result depends on the machine
  public Shrinker(
      World world,
      Sabotage sabotage,
      FailureKind kind,
      Failed original,
      int mostRuns,
      Duration time) {
    this.world = world;
    this.sabotage = sabotage;
    this.kind = kind;
    this.smallest = original;
    this.mostRuns = mostRuns;
    this.endNanos = System.nanoTime() + time.toNanos();
  }

  /// The smallest one that was found.
  ///
  /// @param generated the scenario as it was generated; empty when nobody generated it
  public Failed shrink(Optional<Shrinkable<Scenario>> generated) {
    generated.ifPresent(this::byJqwik);
    while (isWorthwhile(mostRuns) && tryAll(Cuts.of(smallest.scenario()).iterator())) {
      // from the smaller one on
    }
    return smallest;
  }

  /// How often a scenario was run.
  public int runs() {
    return runs;
  }

  private void byJqwik(Shrinkable<Scenario> generated) {
    Optional<Shrinkable<Scenario>> now = Optional.of(generated);
    while (now.isPresent()) {
      now =
          now.get()
              .shrink()
              .takeWhile(_ -> isWorthwhile(Math.min(JQWIK_RUNS, mostRuns)))
              .filter(it -> fails(it.value()))
              .findFirst();
    }
  }

  private boolean tryAll(Iterator<Scenario> candidates) {
    while (candidates.hasNext() && isWorthwhile(mostRuns)) {
      if (fails(candidates.next())) {
        return true;
      }
    }
    return false;
  }

  private boolean isWorthwhile(int limit) {
    return runs < limit && System.nanoTime() < endNanos;
  }

  private boolean fails(Scenario candidate) {
    if (!tried.add(candidate.withSeed(0))) {
      return false;
    }
    long seed = smallest.scenario().seed();
    for (int i = 0; i < SEEDS; i++) {
      Scenario seeded = candidate.withSeed(seed + i);
      History history = world.run(sabotage.applied(seeded), ++runs);
      Judgement judgement = Judge.judge(history);
      if (kind.isIn(judgement)) {
        smallest = new Failed(seeded, history, judgement);
        return true;
      }
    }
    return false;
  }
}
