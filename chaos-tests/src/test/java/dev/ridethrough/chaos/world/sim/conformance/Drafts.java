package dev.ridethrough.chaos.world.sim.conformance;

import dev.ridethrough.chaos.world.sim.conformance.Draft.Ending;
import dev.ridethrough.chaos.world.sim.conformance.Draft.Opening;
import dev.ridethrough.chaos.world.sim.conformance.Step.Verb;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/// Random stories.
final class Drafts {
  private static final int FEWEST = 8;
  private static final int MOST = 11;
  private static final int PICKS = 12;
  private static final int KILLS_ONE_IN = 24;

  private Drafts() {}

  /// Few kill: each kill costs a new process.
  static Arbitrary<Draft> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            KILLS_ONE_IN - 1,
            drafts(
                Arbitraries.of(Opening.class), Ending.NONE, Ending.CLOSE, Ending.CLOSE_AND_LOOK)),
        Tuple.of(
            1,
            drafts(
                Arbitraries.of(Opening.DEADLY),
                Ending.KILL,
                Ending.KILL_AND_LOOK,
                Ending.KILL_AND_LOOK)));
  }

  private static Arbitrary<Draft> drafts(Arbitrary<Opening> openings, Ending... endings) {
    boolean kills = List.of(endings).contains(Ending.KILL);
    return Combinators.combine(
            openings,
            Arbitraries.of(endings),
            steps(kills ? 1 : 0)
                .list()
                .ofMinSize(1)
                .ofMaxSize(MOST)
                .withSizeDistribution(between(FEWEST, MOST)))
        .as(Draft::new);
  }

  private static Arbitrary<Step> steps(int kills) {
    return Combinators.combine(
            verbs(kills),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers()
                .between(0, PICKS - 1)
                .withDistribution(RandomDistribution.uniform()),
            Arbitraries.integers()
                .between(0, PICKS - 1)
                .withDistribution(RandomDistribution.uniform()))
        .as(Step::new);
  }

  private static Arbitrary<Verb> verbs(int kills) {
    return Arbitraries.frequency(
        Tuple.of(8, Verb.CONNECT),
        Tuple.of(4, Verb.CONNECT_ANYWHERE),
        Tuple.of(5, Verb.LISTEN),
        Tuple.of(8, Verb.ACCEPT),
        Tuple.of(1, Verb.FINISH),
        Tuple.of(10, Verb.READ),
        Tuple.of(3, Verb.READ_NOW),
        Tuple.of(10, Verb.WRITE),
        Tuple.of(1, Verb.FLOOD),
        Tuple.of(1, Verb.DRAIN),
        Tuple.of(2, Verb.PEER),
        Tuple.of(8, Verb.CLOSE),
        Tuple.of(3, Verb.STATUS),
        Tuple.of(2, Verb.CREATE_DIRECTORY),
        Tuple.of(5, Verb.RENAME),
        Tuple.of(4, Verb.UNLINK),
        Tuple.of(3, Verb.LOCK),
        Tuple.of(3, Verb.USE_LOCK),
        Tuple.of(2, Verb.READ_FILE),
        Tuple.of(1, Verb.WATCH),
        Tuple.of(4, Verb.AWAIT),
        Tuple.of(1, Verb.STARVE),
        Tuple.of(1, Verb.FEED),
        Tuple.of(kills, Verb.KILL),
        Tuple.of(2, Verb.STOP),
        Tuple.of(2, Verb.CONTINUE),
        Tuple.of(1, Verb.BIND),
        Tuple.of(2, Verb.LISTEN_ON),
        Tuple.of(3, Verb.SET_MODE),
        Tuple.of(1, Verb.REMOVE_DIRECTORY));
  }

  /// So long when generated; shrinking may still make it shorter.
  static RandomDistribution between(int fewest, int most) {
    return new Between(fewest, most);
  }

  private record Between(int fewest, int most) implements RandomDistribution {
    @Override
    public RandomNumericGenerator createGenerator(
        int genSize, BigInteger min, BigInteger max, BigInteger center) {
      return (Random random) -> BigInteger.valueOf(random.nextInt(fewest, most + 1));
    }
  }
}
