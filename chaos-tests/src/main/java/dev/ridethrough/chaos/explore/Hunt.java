package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.check.Figure;
import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.sim.SimWorld;
import java.util.ArrayList;
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
      if (executesTwice(scenario)) {
        long millis = (System.nanoTime() - start) / 1_000_000;
        return Optional.of(new Found(i, millis, smallest(scenario)));
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
  private boolean executesTwice(Scenario scenario) {
    Judgement judgement = Judge.judge(world.run(scenario, 0));
    return judgement.verdict(Promise.NO_DUPLICATE) instanceof Verdict.Broken
        && Figure.FAULTS_LANDED.of(judgement.run()) == 1;
  }

  /// Leaves out one thing after the other, as long as it still happens.
  private Scenario smallest(Scenario scenario) {
    for (Scenario smaller : smaller(scenario)) {
      if (executesTwice(smaller)) {
        return smallest(smaller);
      }
    }
    return scenario;
  }

  private static List<Scenario> smaller(Scenario scenario) {
    Life life = scenario.lives().getFirst();
    List<Request> transfers = life.requests();
    List<Scenario> all = new ArrayList<>();
    for (int i = 0; i < transfers.size(); i++) {
      if (transfers.size() > 1) {
        List<Request> fewer = new ArrayList<>(transfers);
        fewer.remove(i);
        all.add(scenario(fewer, life.death().aim(), scenario.seed()));
      }
      if (transfers.get(i).atMillis() > 0) {
        List<Request> earlier = new ArrayList<>(transfers);
        earlier.set(i, transfer(0));
        all.add(scenario(earlier, life.death().aim(), scenario.seed()));
      }
    }
    return all;
  }
}
