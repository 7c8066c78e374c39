package dev.ridethrough.chaos.release;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.world.run.Recorder;
import java.util.List;
import java.util.function.LongFunction;

/// Tells the histories of several groups of sessions what happens to the daemon that they share.
/// Thread-safe.
record Chronicle(List<Recorder> recorders) {
  Chronicle {
    recorders = List.copyOf(recorders);
  }

  void add(LongFunction<Event> event) {
    recorders.forEach(it -> it.add(event));
  }
}
