package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// Scenarios for simulated time, in which an outage may last as long as it does in the field, and
/// every fault of the list can be had.
final class SimScenarios {
  private static final int FEWEST_PROXIES = 3;

  private SimScenarios() {}

  static Arbitrary<Scenario> any() {
    Arbitrary<List<List<Life>>> stretches =
        Arbitraries.frequencyOf(
                Tuple.of(8, SimLives.ordinary().map(List::of)),
                Tuple.of(3, SimLives.disturbed().map(List::of)),
                Tuple.of(1, SimLives.poisoned().map(List::of)),
                Tuple.of(1, SimLives.unread().map(List::of)),
                Tuple.of(1, SimLives.crashLoop()))
            .list()
            .ofMinSize(1)
            .ofMaxSize(3);
    Arbitrary<Long> drain = Arbitraries.frequency(Tuple.of(3, 4_000L), Tuple.of(1, 1_000L));
    // by another seed it is another run, and no simpler one
    Arbitrary<Long> seed = Arbitraries.longs().between(0, Integer.MAX_VALUE).dontShrink();
    return Combinators.combine(stretches, drain, seed)
        .as((lives, drainMillis, number) ->
            scenario(lives.stream().flatMap(List::stream).toList(), drainMillis, number));
  }

  private static Scenario scenario(List<Life> lives, long drainMillis, long seed) {
    List<Life> served = startingServed(lives);
    return new Scenario(
        "generated", Scenario.REAL_WINDOW_MILLIS, drainMillis, proxies(served), served, seed);
  }

  /// As many as are used, but some always.
  private static int proxies(List<Life> lives) {
    int last = lives.stream().flatMapToInt(SimScenarios::used).max().orElse(0);
    return Math.max(FEWEST_PROXIES, last + 1);
  }

  private static IntStream used(Life life) {
    return IntStream.concat(
        Stream.concat(life.requests().stream(), life.outage().requests().stream())
            .mapToInt(Request::proxy),
        life.disturbances().stream().mapToInt(Disturbance::proxy));
  }

  /// The proxies' sessions begin in the first life: it must come to serve, and before it does only
  /// a daemon can be struck.
  private static List<Life> startingServed(List<Life> lives) {
    List<Life> served = new ArrayList<>(lives);
    Life first = lives.getFirst();
    Death death =
        EveryPoint.isEarly(first.death().aim())
            ? new Death(first.death().signal(), SimLives.SOON, first.death().then())
            : first.death();
    List<Disturbance> disturbances =
        first.disturbances().stream().map(SimScenarios::afterServing).toList();
    served.set(0, new Life(first.requests(), disturbances, death, first.outage()));
    return served;
  }

  private static Disturbance afterServing(Disturbance it) {
    boolean late = it.fault() == Fault.SLOW_START || !EveryPoint.isEarly(it.aim());
    Aim aim = late ? it.aim() : SimLives.SOON;
    return new Disturbance(it.fault(), aim, it.proxy(), it.millis());
  }
}
