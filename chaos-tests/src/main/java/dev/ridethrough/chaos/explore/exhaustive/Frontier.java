package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.chaos.explore.exhaustive.Visits.Place;
import dev.ridethrough.chaos.scenario.Coordinate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The kill points of a base scenario that are known, and those of them that were not struck yet.
///
/// Passes of one place are folded into the first, the second and the last: how often something is
/// polled proves nothing.
final class Frontier {
  private final int lives;
  private final boolean once;
  private final Map<Place, Integer> most =
      new TreeMap<>(
          Comparator.comparingInt(Place::life)
              .thenComparingInt(Place::proxy)
              .thenComparing(Place::phase)
              .thenComparing(Place::operation));
  private final Set<Strike> known = new LinkedHashSet<>();
  private final List<Strike> fresh = new ArrayList<>();
  private boolean settled;

  /// @param lives in how many of the first lives places count
  /// @param once whether only the daemon counts, and only its first passes
  Frontier(int lives, boolean once) {
    this.lives = lives;
    this.once = once;
  }

  /// What one run has passed. Of several proxies, which are all alike, the first stands for all.
  void add(Map<Place, Integer> counts) {
    counts.forEach((place, count) -> {
      if (place.life() < lives && place.proxy() < (once ? 0 : 1)) {
        most.merge(place, once ? 1 : count, Math::max);
      }
    });
  }

  /// Whether a strike is left that was not taken yet.
  boolean hasMore() {
    most.forEach((place, count) -> {
      add(place, 1);
      if (count > 1) {
        add(place, 2);
      }
      if (count > 2 && !settled) {
        add(place, count);
      }
    });
    settled = true;
    return !fresh.isEmpty();
  }

  private void add(Place place, int n) {
    Coordinate at = new Coordinate(place.proxy(), place.phase(), place.operation(), n);
    Strike.at(place.life(), at).filter(known::add).forEach(fresh::add);
  }

  /// Those that nobody has taken yet, in a fixed order.
  List<Strike> takeNew() {
    List<Strike> taken = List.copyOf(fresh);
    fresh.clear();
    return taken;
  }

  /// Some pairs of a strike in the first life and one in the second, chosen by the seed.
  List<List<Strike>> pairs(int count, long seed) {
    List<Strike> first = known.stream().filter(it -> it.life() == 0).toList();
    List<Strike> second = known.stream().filter(it -> it.life() == 1).toList();
    List<List<Strike>> pairs = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    while (pairs.size() < count && !first.isEmpty() && !second.isEmpty()) {
      pairs.add(
          List.of(
              first.get(random.nextInt(first.size())),
              second.get(random.nextInt(second.size()))));
    }
    return pairs;
  }
}
