package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.check.Figure;
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
import java.util.function.Function;
import net.jqwik.api.Shrinkable;

/// Makes a scenario that fails as small as it can: first by what jqwik, which may have generated
/// it, holds to be simpler, then by [Cuts], halves before single things. Takes each simpler one
/// that breaks the same promise. One run after the other, never two at once.
public final class Shrinker {
  /// Most of what jqwik tries are other numbers: the cuts are better at leaving things out.
  private static final int JQWIK_RUNS = 200;

  private final World world;
  private final Sabotage sabotage;
  private final Failed original;
  private final Limits limits;
  private final FailureKind kind;
  private final long endNanos;
  private final Set<Scenario> tried = new HashSet<>();
  private Listener listener = (_, _) -> {};
  private Function<History, Judgement> judge = Judge::judge;
  private int runs;
  private Failed smallest;

  /// A run that failed.
  public record Failed(Scenario scenario, History history, Judgement judgement) {}

  /// How much may be spent.
  ///
  /// @param attempts how often one scenario is run, until it fails; where the seed decides, each
  ///   time with the next seed
  /// @param runs how often any scenario is run
  /// @param time for how long, as runs may be slow: then the result depends on the machine
  public record Limits(int attempts, int runs, Duration time) {}

  /// Hears of each run.
  public interface Listener {
    void ran(int runs, Scenario smallest);
  }

  /// @param original what failed first
  public Shrinker(
      World world, Sabotage sabotage, FailureKind kind, Failed original, Limits limits) {
    this.world = world;
    this.sabotage = sabotage;
    this.kind = kind;
    this.original = original;
    this.smallest = original;
    this.limits = limits;
    this.endNanos = System.nanoTime() + limits.time().toNanos();
  }

  /// Lets somebody hear of each run.
  public Shrinker telling(Listener other) {
    listener = other;
    return this;
  }

  /// Judges by something else than the tolerance of the world.
  public Shrinker judging(Function<History, Judgement> other) {
    judge = other;
    return this;
  }

  /// The smallest one that was found.
  ///
  /// @param generated the scenario as it was generated; empty when nobody generated it
  public Failed shrink(Optional<Shrinkable<Scenario>> generated) {
    generated.ifPresent(this::byJqwik);
    while (isWorthwhile(limits.runs()) && tryAll(Cuts.of(smallest.scenario()).iterator())) {
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
              .takeWhile(_ -> isWorthwhile(Math.min(JQWIK_RUNS, limits.runs())))
              .filter(it -> fails(it.value()))
              .findFirst();
    }
  }

  private boolean tryAll(Iterator<Scenario> candidates) {
    while (candidates.hasNext() && isWorthwhile(limits.runs())) {
      if (fails(candidates.next())) {
        return true;
      }
    }
    return false;
  }

  private boolean isWorthwhile(int most) {
    return runs < most && System.nanoTime() < endNanos;
  }

  private boolean fails(Scenario candidate) {
    if (!tried.add(candidate.withSeed(0))) {
      return false;
    }
    long seed = smallest.scenario().seed();
    for (int i = 0; i < limits.attempts() && isWorthwhile(limits.runs()); i++) {
      Scenario seeded = candidate.withSeed(seed + i);
      History history = world.run(sabotage.applied(seeded), ++runs);
      world.discard(runs);
      Judgement judgement = judge.apply(history);
      listener.ran(runs, smallest.scenario());
      if (kind.isIn(judgement) && hasLanded(judgement)) {
        smallest = new Failed(seeded, history, judgement);
        return true;
      }
    }
    return false;
  }

  /// Whether faults struck where they were aimed, if they did at first: else it is another schedule
  /// that fails.
  private boolean hasLanded(Judgement judgement) {
    return missed(judgement) == 0 || missed(original.judgement()) > 0;
  }

  /// How many faults did not strike where they were aimed.
  public static long missed(Judgement judgement) {
    return Figure.FAULTS_AIMED.of(judgement.run()) - Figure.FAULTS_LANDED.of(judgement.run());
  }
}
