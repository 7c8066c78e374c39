package dev.ridethrough.chaos.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// An exploration that can't fail proves nothing.
class ExplorationTest {
  private static final int ENOUGH = 12;
  private static final int MANY = 300;

  @Test
  void theSequenceIsTheSameOnAnyNumberOfThreads() throws IOException {
    assertThat(explored(1)).isEqualTo(explored(3));
  }

  private static List<Scenario> explored(int lanes) throws IOException {
    World world = Sabotage.NONE.simWorld();
    Exploration.Plan plan =
        new Exploration.Plan(
            5, Duration.ofMinutes(5), lanes, List.of(), KnownFailures.none(), Sabotage.NONE);
    ConcurrentMap<Integer, Scenario> seen = new ConcurrentHashMap<>();
    Exploration exploration =
        new Exploration(
            plan,
            Worlds.of(world),
            (run, _) -> {
              seen.put(run.place(), run.scenario());
              return seen.size() < ENOUGH;
            });
    exploration.run();
    assertThat(exploration.generated()).isGreaterThanOrEqualTo(ENOUGH);
    return IntStream.range(0, ENOUGH).mapToObj(seen::get).toList();
  }

  @Test
  void aLaneThatDiesOfAnErrorStopsTheOthers() {
    AtomicInteger runs = new AtomicInteger();
    Exploration.Plan plan =
        new Exploration.Plan(
            5, Duration.ofMinutes(5), 2, List.of(), KnownFailures.none(), Sabotage.NONE);
    Exploration exploration =
        new Exploration(
            plan,
            Worlds.of(Sabotage.NONE.simWorld()),
            (_, _) -> {
              if (runs.incrementAndGet() == 1) {
                throw new AssertionError("dead");
              }
              return runs.get() < MANY;
            });

    assertThatThrownBy(exploration::run).hasMessageContaining("dead");
    assertThat(runs).hasValueLessThan(MANY);
  }

  @Test
  void withoutRetryPromiseThreeIsBroken() {
    assertThat(firstBroken(Sabotage.NO_RETRY, Promise.RIDES_OUT)).isPresent();
  }

  @Test
  void aProxyThatSendsAgainIsSeenToDuplicate() {
    assertThat(firstBroken(Sabotage.RESEND_NEW_KEY, Promise.NO_DUPLICATE)).isPresent();
  }

  /// Two requests or one, one life: all the rest has nothing to do with it.
  @Test
  void whatFailsIsMadeSmallTheSameWayEachTime() {
    Scenario one = smallest();
    assertThat(one.lives()).hasSize(1);
    assertThat(one.requests()).hasSizeLessThanOrEqualTo(2);
    assertThat(one.lives().getFirst().disturbances()).isEmpty();
    assertThat(smallest()).isEqualTo(one);
  }

  private static Scenario smallest() {
    Sabotage sabotage = Sabotage.RESEND_SAME_KEY;
    int number = firstBroken(sabotage, Promise.NO_DUPLICATE).orElseThrow();
    World world = sabotage.simWorld();
    try (Sequence sequence = new Sequence(1)) {
      Scenario original = sequence.get(number);
      History history = world.run(original, 0);
      Judgement judgement = Judge.judge(history);
      FailureKind kind = FailureKind.of(history, judgement).orElseThrow();
      Shrinker shrinker =
          new Shrinker(
              world,
              sabotage,
              kind,
              new Shrinker.Failed(original, history, judgement),
              new Shrinker.Limits(3, 2_000, Duration.ofMinutes(2)));
      return shrinker.shrink(Optional.of(sequence.shrinkable(number))).scenario();
    }
  }

  private static Optional<Integer> firstBroken(Sabotage sabotage, Promise promise) {
    World world = sabotage.simWorld();
    try (Sequence sequence = new Sequence(1)) {
      for (int i = 0; i < 100; i++) {
        Scenario scenario = sabotage.applied(sequence.get(i));
        Judgement judgement = Judge.judge(world.run(scenario, i));
        if (judgement.verdict(promise) instanceof Verdict.Broken) {
          return Optional.of(i);
        }
      }
    }
    return Optional.empty();
  }
}
