package dev.ridethrough.chaos.history;

import dev.ridethrough.chaos.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/// Everything that happened in one run of a scenario, in the order of time.
///
/// @param windowMillis the window that the promises are judged by; the scenario's own, whatever the
///   proxies were told
/// @param delivery `at-most-once` or `exactly-once`
public record History(
    int format,
    String world,
    String target,
    String delivery,
    long windowMillis,
    Scenario scenario,
    List<Event> events) {
  /// Raised when the meaning of a stored history changes.
  public static final int FORMAT = 2;

  public History {
    events = List.copyOf(events);
  }

  /// How long it all took, by the clock of its world.
  public long lastsMicros() {
    return events.isEmpty() ? 0 : events.getLast().at();
  }

  /// The events of one kind.
  public <E extends Event> List<E> all(Class<E> kind) {
    List<E> found = new ArrayList<>();
    for (Event event : events) {
      if (kind.isInstance(event)) {
        found.add(kind.cast(event));
      }
    }
    return found;
  }
}
