package dev.ridethrough.chaos.world;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/// How long the harness's threads were busy with recording what happened, or waited for others that
/// were, over all runs of a world. Thread-safe; what is added meanwhile may be missing in a figure.
public final class RecordingCost {
  private final LongAdder events = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAccumulator longest = new LongAccumulator(Long::max, 0);
  private final LongAdder runNanos = new LongAdder();

  /// One event took so long to record.
  public void event(long nanoseconds) {
    events.increment();
    nanos.add(nanoseconds);
    longest.accumulate(nanoseconds);
  }

  /// One run took so long, with all its events.
  public void run(long nanoseconds) {
    runNanos.add(nanoseconds);
  }

  /// Adds what it cost in another world.
  public void add(RecordingCost other) {
    events.add(other.events.sum());
    nanos.add(other.nanos.sum());
    longest.accumulate(other.longest.get());
    runNanos.add(other.runNanos.sum());
  }

  public long events() {
    return events.sum();
  }

  /// Of an event; 0 where there was none.
  public long meanNanos() {
    return nanos.sum() / Math.max(1, events.sum());
  }

  /// Of the event that took longest; 0 where there was none.
  public long maxNanos() {
    return longest.get();
  }

  /// What part of the time of all runs went by in recording, if all threads had recorded one after
  /// the other.
  public double shareOfTime() {
    return (double) nanos.sum() / Math.max(1, runNanos.sum());
  }
}
