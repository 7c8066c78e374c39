package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.chaos.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How often each of some things was seen, and the first scenario that shows it.
final class Counts<K extends Comparable<K>> {
  private final SortedMap<K, Count> counts = new TreeMap<>();

  private record Count(long times, @Nullable Scenario witness) {}

  /// What is made of a count.
  interface Line<K, L> {
    L of(K key, long times, @Nullable Scenario witness);
  }

  /// It shall be listed, also when it is never seen.
  void expect(K key) {
    counts.putIfAbsent(key, new Count(0, null));
  }

  void add(K key, Scenario scenario) {
    counts.merge(
        key,
        new Count(1, scenario),
        (old, _) -> new Count(old.times() + 1, old.witness() == null ? scenario : old.witness()));
  }

  /// In the order of the keys.
  <L> List<L> lines(Line<K, L> line) {
    List<L> lines = new ArrayList<>();
    counts.forEach((key, count) -> lines.add(line.of(key, count.times(), count.witness())));
    return lines;
  }
}
