package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.history.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/// Collects events; thread-safe. Time is read inside the lock, so the order of events is the order
/// of time.
final class Recorder {
  private final long start = System.nanoTime();
  private final List<Event> events = new ArrayList<>();
  private final Consumer<Event> observer;

  /// Starts the clock.
  ///
  /// @param observer hears of each event as it happens; must be quick
  Recorder(Consumer<Event> observer) {
    this.observer = observer;
  }

  /// Microseconds since the scenario began.
  long now() {
    return (System.nanoTime() - start) / 1_000;
  }

  /// When the scenario began, on [System#nanoTime].
  long startNanos() {
    return start;
  }

  synchronized long add(LongFunction<Event> event) {
    long now = now();
    Event happened = event.apply(now);
    events.add(happened);
    observer.accept(happened);
    return now;
  }

  /// Adds events whose time is known from elsewhere.
  synchronized void addAll(List<? extends Event> others) {
    events.addAll(others);
    events.sort(Comparator.comparingLong(Event::at));
  }

  synchronized List<Event> events() {
    return new ArrayList<>(events);
  }
}
