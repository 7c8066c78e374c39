package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.check.Figure;
import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.sim.SimWorld;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Looks in simulated time for a schedule by which a request is executed twice: some transfers
/// through one proxy, and a daemon that is killed at a kill point, both at random.
public final class Hunt {
  private static final int MOST_SCHEDULES = 10_000;
  private static final int MOST_TRANSFERS = 6;
  private static final long MOST_MILLIS = 50;
  private static final long DRAIN_MILLIS = 4_000;
  private static final Shrinker.Limits SHRINKING =
      new Shrinker.Limits(3, 500, Duration.ofSeconds(5));

  private final SimWorld world;
  private final long start;
  private final SplittableRandom random;

  /// What was found.
  ///
  /// @param schedules how many were tried until then
  /// @param millis how long that took, in real time
  /// @param smallest made from the one that was found by leaving out what it does not need
  public record Found(int schedules, long millis, Scenario smallest) {}

  /// @param start when the search began, on the JVM's clock
  public Hunt(SimWorld world, long seed, long start) {
    this.world = world;
    this.start = start;
    this.random = new SplittableRandom(seed);
  }

  /// Empty when none of ten thousand does it.
  public Optional<Found> run() {
    for (int i = 1; i <= MOST_SCHEDULES; i++) {
      Scenario scenario = schedule();
      History history = world.run(scenario, i);
      Judgement judgement = Judge.judge(history);
      if (isExecutedTwice(judgement)) {
        long millis = (System.nanoTime() - start) / 1_000_000;
        Shrinker.Failed found = new Shrinker.Failed(scenario, history, judgement);
        return Optional.of(new Found(i, millis, smallest(found)));
      }
    }
    return Optional.empty();
  }

  private Scenario schedule() {
    List<Request> transfers =
        IntStream.range(0, random.nextInt(1, MOST_TRANSFERS + 1))
            .mapToObj(_ -> transfer(random.nextLong(MOST_MILLIS + 1)))
            .toList();
    List<Aim> aims = KillPoints.withOneProxy();
    return scenario(transfers, aims.get(random.nextInt(aims.size())), random.nextLong(1 << 20));
  }

  private static Request transfer(long atMillis) {
    return new Request(0, Request.Action.APPEND, atMillis, 0);
  }

  private static Scenario scenario(List<Request> transfers, Aim aim, long seed) {
    Death death = new Death(Death.Signal.SIGKILL, aim);
    Life life = Life.of(transfers, death, Outage.of(0, List.of()));
    return new Scenario(
        "transfers", Scenario.REAL_WINDOW_MILLIS, DRAIN_MILLIS, 1, List.of(life), seed);
  }

  /// By a kill where it was aimed: what struck elsewhere could not be aimed again.
  private static boolean isExecutedTwice(Judgement judgement) {
    return judgement.verdict(Promise.NO_DUPLICATE) instanceof Verdict.Broken
        && Figure.FAULTS_LANDED.of(judgement.run()) == 1;
  }

  private Scenario smallest(Shrinker.Failed found) {
    FailureKind kind = FailureKind.of(found.history(), found.judgement()).orElseThrow();
    return new Shrinker(world, Sabotage.NONE, kind, found, SHRINKING)
        .shrink(Optional.empty())
        .scenario();
  }
}
