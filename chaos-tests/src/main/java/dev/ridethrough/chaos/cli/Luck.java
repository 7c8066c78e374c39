package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Death;
import java.util.Comparator;
import java.util.stream.Stream;

/// How much luck it takes to see a failure again; the least comes first.
///
/// @param missed how many faults struck at a time, and not at a kill point, on which the machine's
///   speed has no influence
/// @param size how much there is to look at
record Luck(long missed, long size) implements Comparable<Luck> {
  private static final Comparator<Luck> ORDER =
      Comparator.comparingLong(Luck::missed).thenComparingLong(Luck::size);

  static Luck of(History history) {
    Stream<Boolean> deaths =
        history.all(Event.FaultStruck.class).stream()
            .filter(it -> it.signal() != Death.Signal.NONE)
            .map(it -> it.aimed() && it.landed());
    Stream<Boolean> disturbances =
        history.all(Event.Disturbed.class).stream()
            .filter(it -> it.generation() >= 0 || it.proxy() >= 0)
            .map(it -> it.aimed() && it.landed());
    long missed = Stream.concat(deaths, disturbances).filter(hit -> !hit).count();
    return new Luck(missed, history.scenario().requests().size());
  }

  @Override
  public int compareTo(Luck other) {
    return ORDER.compare(this, other);
  }
}
