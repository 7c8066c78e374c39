package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Fault;
import org.jspecify.annotations.Nullable;

/// A fault that ended no daemon, from its beginning until it was over.
///
/// @param relieved null when the history does not say that it was over
/// @param span no longer than its victim lives, if it has one
public record Impairment(Event.Disturbed begun, Event.@Nullable Relieved relieved, Span span) {
  public Fault fault() {
    return begun.fault();
  }

  /// Whether it struck where it was aimed, and its effect was seen from outside.
  public boolean hasLanded() {
    return begun.landed() && relieved != null && relieved.seen();
  }

  /// Whether that generation can't be expected to serve meanwhile.
  boolean keepsFromServing(int generation) {
    return fault().keepsFromServing() && begun.generation() == generation;
  }

  /// Whether that proxy, or its client, takes part in nothing meanwhile.
  public boolean holdsUp(int proxy) {
    return fault().holdsUpProxy() && (fault() == Fault.SUSPENDED || begun.proxy() == proxy);
  }

  boolean ends(int proxy) {
    return fault().endsProxy() && begun.proxy() == proxy;
  }
}
