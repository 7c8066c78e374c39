package dev.ridethrough.chaos.world.sim;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What will happen when, in order; what was planned first comes first among equals.
final class Agenda {
  private final TreeSet<Entry> entries = new TreeSet<>(Agenda::compare);
  private long planned;

  /// @param owner with whose death it is off, or null
  record Entry(long nanos, long number, @Nullable SimProcess owner, Runnable action) {}

  private static int compare(Entry one, Entry other) {
    int byTime = Long.compare(one.nanos, other.nanos);
    return byTime == 0 ? Long.compare(one.number, other.number) : byTime;
  }

  Entry plan(long nanos, @Nullable SimProcess owner, Runnable action) {
    Entry entry = new Entry(nanos, planned++, owner, action);
    entries.add(entry);
    return entry;
  }

  void cancel(Entry entry) {
    entries.remove(entry);
  }

  void cancelAll(SimProcess owner) {
    entries.removeIf(entry -> owner.equals(entry.owner()));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /// When the next entry is due.
  long next() {
    return entries.first().nanos();
  }

  /// The next entry that is due by `nanos`, taken out, or null.
  @Nullable Entry due(long nanos) {
    return entries.isEmpty() || entries.first().nanos() > nanos ? null : entries.pollFirst();
  }
}
