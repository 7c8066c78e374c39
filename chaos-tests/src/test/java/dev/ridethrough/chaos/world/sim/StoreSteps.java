package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.world.sim.StoreCall.Action;
import dev.ridethrough.chaos.world.sim.StoreCall.Ending;
import dev.ridethrough.chaos.world.sim.StoreStep.Change;
import dev.ridethrough.chaos.world.sim.StoreStep.Signal;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/// Draws sequences.
final class StoreSteps {
  private static final int PROCESSES = 3;
  private static final int STORES = 2;
  private static final int LONGEST = 28;
  private static final int SHORTEST = 20;

  /// The first stores and processes more often, so that there is something between them.
  private static final Arbitrary<Integer> PROCESS =
      Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(4, 1), Tuple.of(2, PROCESSES - 1));

  private static final Arbitrary<Integer> STORE =
      Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(1, STORES - 1));

  private StoreSteps() {}

  /// Never short ones; only shrinking makes them shorter.
  static Arbitrary<List<StoreStep>> sequences() {
    RandomDistribution lengths =
        (_, _, _, _) ->
            random -> BigInteger.valueOf(SHORTEST + random.nextInt(LONGEST - SHORTEST + 1));
    return step().list().ofMinSize(1).ofMaxSize(LONGEST).withSizeDistribution(lengths);
  }

  private static Arbitrary<StoreStep> step() {
    return Arbitraries.frequencyOf(
        Tuple.of(100, transact().map(it -> it)),
        Tuple.of(16, open().map(it -> it)),
        Tuple.of(8, Combinators.combine(PROCESS, STORE).as(StoreStep.IsCurrent::new)),
        Tuple.of(9, Combinators.combine(PROCESS, STORE).as(StoreStep.Close::new)),
        Tuple.of(8, Combinators.combine(PROCESS, signals()).as(StoreStep.Strike::new)),
        Tuple.of(5, Arbitraries.of(Change.class).map(StoreStep.Meddle::new)),
        Tuple.of(1, Arbitraries.just(new StoreStep.GiveUp())));
  }

  /// Kills are dear: each costs the start of a process.
  private static Arbitrary<Signal> signals() {
    return Arbitraries.frequency(
        Tuple.of(1, Signal.KILL), Tuple.of(4, Signal.STOP), Tuple.of(5, Signal.CONT));
  }

  private static Arbitrary<StoreStep.Open> open() {
    var schema =
        Arbitraries.frequency(
            Tuple.of(8, 0),
            Tuple.of(4, 1),
            Tuple.of(2, 2),
            Tuple.of(1, 3),
            Tuple.of(1, 4),
            Tuple.of(1, 5),
            Tuple.of(1, 6),
            Tuple.of(1, 7),
            Tuple.of(2, 8));
    return Combinators.combine(PROCESS, STORE, schema).as(StoreStep.Open::new);
  }

  private static Arbitrary<StoreStep.Transact> transact() {
    var ending =
        Arbitraries.frequency(
            Tuple.of(12, Ending.COMMIT),
            Tuple.of(7, Ending.STAY),
            Tuple.of(2, Ending.STORE_EXCEPTION),
            Tuple.of(1, Ending.RUNTIME_EXCEPTION),
            Tuple.of(1, Ending.ERROR));
    var queue = Arbitraries.frequency(Tuple.of(6, false), Tuple.of(1, true));
    return Combinators.combine(PROCESS, STORE, action().list().ofMaxSize(4), ending, queue)
        .as(StoreStep.Transact::new);
  }

  private static Arbitrary<Action> action() {
    var kind =
        Arbitraries.frequency(
            Tuple.of(12, Action.Kind.INSERT),
            Tuple.of(5, Action.Kind.FIND),
            Tuple.of(7, Action.Kind.UPDATE),
            Tuple.of(5, Action.Kind.DELETE),
            Tuple.of(10, Action.Kind.PAGE),
            Tuple.of(1, Action.Kind.NEST),
            Tuple.of(1, Action.Kind.STALE));
    var table =
        Arbitraries.frequency(
            Tuple.of(9, 0),
            Tuple.of(4, 1),
            Tuple.of(1, 2),
            Tuple.of(1, 3),
            Tuple.of(1, 4),
            Tuple.of(12, StoreSchema.AUDITED.getLast()),
            Tuple.of(1, 6),
            Tuple.of(1, 7),
            Tuple.of(1, 8));
    return kind.flatMap(drawn ->
        switch (drawn) {
          case INSERT -> action(drawn, table, text(), tooMany());
          case FIND -> action(drawn, table, text(), Arbitraries.just(0));
          case UPDATE -> action(drawn, table, number(), text());
          case DELETE -> action(drawn, table, number(), Arbitraries.just(0));
          case PAGE, NEST, STALE -> action(drawn, table, after(), limit());
        });
  }

  private static Arbitrary<Action> action(
      Action.Kind kind, Arbitrary<Integer> table, Arbitrary<Integer> a, Arbitrary<Integer> b) {
    return Combinators.combine(table, a, b)
        .as((on, first, second) -> new Action(kind, on, first, second));
  }

  /// Mostly of a row that is there.
  private static Arbitrary<Integer> number() {
    return Arbitraries.frequency(
        Tuple.of(6, 1), Tuple.of(6, 2), Tuple.of(4, 3), Tuple.of(2, 4), Tuple.of(1, 9));
  }

  private static Arbitrary<Integer> text() {
    return Arbitraries.integers().between(0, StoreSchema.TEXTS.size() - 1);
  }

  private static Arbitrary<Integer> tooMany() {
    return Arbitraries.frequency(Tuple.of(15, 0), Tuple.of(1, 1), Tuple.of(1, -1));
  }

  private static Arbitrary<Integer> after() {
    return Arbitraries.frequency(Tuple.of(8, 0), Tuple.of(2, 1), Tuple.of(2, 3), Tuple.of(1, -1));
  }

  private static Arbitrary<Integer> limit() {
    return Arbitraries.frequency(Tuple.of(8, 100), Tuple.of(3, 2), Tuple.of(1, 0), Tuple.of(1, -1));
  }
}
