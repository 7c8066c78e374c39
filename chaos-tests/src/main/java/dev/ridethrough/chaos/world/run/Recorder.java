package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.world.RecordingCost;
import dev.ridethrough.machine.Machine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Collects events; thread-safe. Time is read inside the lock, and no two events have the same: so
/// the order of events is the order of time, also where simulated time stands still.
public final class Recorder {
  private final Machine machine;
  private final long start;
  private final List<Event> events = new ArrayList<>();
  private final Consumer<Event> observer;
  private final @Nullable RecordingCost cost;
  private long last = -1;

  /// Starts the clock.
  ///
  /// @param observer hears of each event as it happens; must be quick, and wait for nobody
  /// @param cost is told how long each event took, or null where it takes no time
  public Recorder(Machine machine, Consumer<Event> observer, @Nullable RecordingCost cost) {
    this.machine = machine;
    this.start = machine.nanoTime();
    this.observer = observer;
    this.cost = cost;
  }

  /// Microseconds since the scenario began; later than everything so far.
  public synchronized long now() {
    last = Math.max((machine.nanoTime() - start) / 1_000, last + 1);
    return last;
  }

  /// When the scenario began, on the machine's clock.
  public long startNanos() {
    return start;
  }

  /// Adds what happens now, and returns when that is. Others wait meanwhile: `event` must do no
  /// more than make it.
  public long add(LongFunction<Event> event) {
    if (cost == null) {
      return addNow(event);
    }
    long before = machine.nanoTime();
    long at = addNow(event);
    cost.event(machine.nanoTime() - before);
    return at;
  }

  private synchronized long addNow(LongFunction<Event> event) {
    long now = now();
    Event happened = event.apply(now);
    events.add(happened);
    observer.accept(happened);
    return now;
  }

  /// Adds events whose time is known from elsewhere.
  public synchronized void addAll(List<? extends Event> others) {
    events.addAll(others);
    events.sort(Comparator.comparingLong(Event::at));
  }

  public synchronized List<Event> events() {
    return new ArrayList<>(events);
  }
}
