package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import java.util.List;

/// A request that was told `unknown`.
///
/// @param caught when daemons ended with it in their hands, as far as that was seen
public record Doubt(RequestLife life, Excuse excuse, List<Event.Caught> caught) {

  public Doubt {
    caught = List.copyOf(caught);
  }

  /// Of each request that was told so and had not been cancelled before.
  public static List<Doubt> of(Run run) {
    return run.lives().stream()
        .filter(it -> it.endedAs(Outcome.UNKNOWN) && !it.isCancelled())
        .flatMap(
            it -> Excuse.of(run, it).stream().map(excuse -> new Doubt(it, excuse, run.caught(it))))
        .toList();
  }
}
