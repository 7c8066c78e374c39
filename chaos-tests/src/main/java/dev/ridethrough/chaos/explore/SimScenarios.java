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
import java.util.function.Predicate;
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
                Tuple.of(1, SimLives.killedBeforeReply().map(List::of)),
                Tuple.of(1, SimLives.poisoned().map(List::of)),
                Tuple.of(1, SimLives.unread().map(List::of)),
                Tuple.of(1, SimLives.crashLoop()))
            .list()
            .ofMinSize(1)
            .ofMaxSize(2);
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

  /// The proxies' sessions begin in the first life: it must come to serve. So must a daemon that is
  /// started together with another one: a kill point would hold both.
  private static List<Life> startingServed(List<Life> lives) {
    List<Life> served = new ArrayList<>();
    served.add(without(lives.getFirst(), EveryPoint::isEarly, _ -> false));
    for (int i = 1; i < lives.size(); i++) {
      boolean two = served.getLast().outage().faults().contains(Fault.TWO_STARTERS);
      Life life = lives.get(i);
      if (two && isPoisoned(life)) {
        continue; // it must die at a point
      }
      served.add(two ? without(life, EveryPoint::isInDaemon, SimScenarios::misleads) : life);
    }
    return served;
  }

  private static boolean isPoisoned(Life life) {
    return life.requests().stream().anyMatch(it -> it.action() == Request.Action.POISON);
  }

  private static Life without(Life it, Predicate<Aim> aims, Predicate<Fault> faults) {
    Death death = it.death();
    boolean other = aims.test(death.aim()) && !isPoisoned(it);
    List<Disturbance> disturbances =
        it.disturbances().stream()
            .filter(d -> !aims.test(d.aim()) && !faults.test(d.fault()))
            .toList();
    return new Life(
        it.requests(),
        disturbances,
        other ? new Death(death.signal(), SimLives.SOON, death.then()) : death,
        it.outage(),
        it.withoutEcho());
  }

  /// Whether a daemon that is started meanwhile ends for that reason, and not since another serves.
  private static boolean misleads(Fault fault) {
    return switch (fault) {
      case SOCKET_DELETED, LOCK_DELETED, DIRECTORY_DELETED, FULL_DISK -> true;
      default -> false;
    };
  }
}
