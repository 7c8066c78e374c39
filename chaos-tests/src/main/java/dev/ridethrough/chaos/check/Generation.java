package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Fault.Signal;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// All that a history says of one life of the daemon.
///
/// @param serving null when it never was seen to serve
/// @param strikes the faults that struck it; [Signal#NONE] is none
/// @param died null when it was alive to the end
public record Generation(
    Event.DaemonStarted started,
    Event.@Nullable DaemonServing serving,
    List<Event.FaultStruck> strikes,
    Event.@Nullable DaemonDied died) {
  public Generation {
    strikes = List.copyOf(strikes);
  }

  public int number() {
    return started.generation();
  }

  /// From the first greeting to the first strike, or to its death. Empty when it was struck before
  /// it served.
  public Optional<Span> servingSpan() {
    if (serving == null) {
      return Optional.empty();
    }
    long from = serving.at();
    long to = firstStrikeOr(died == null ? Span.OPEN : died.at());
    return from <= to ? Optional.of(new Span(from, to)) : Optional.empty();
  }

  /// From the first strike to the death. In between nobody can tell from outside whether it still
  /// lived: a kernel takes its time to tear down a process. Empty when it was alive to the end.
  public Optional<Span> dying() {
    if (died == null && strikes.isEmpty()) {
      return Optional.empty();
    }
    long to = died == null ? Span.OPEN : died.at();
    return Optional.of(new Span(Math.min(firstStrikeOr(to), to), to));
  }

  public Optional<Event.FaultStruck> strike(Signal signal) {
    return strikes.stream().filter(it -> it.signal() == signal).findFirst();
  }

  /// Whether it was told to go, and nothing worse.
  public boolean onlyTerminated() {
    return !strikes.isEmpty() && strikes.stream().allMatch(it -> it.signal() == Signal.SIGTERM);
  }

  /// Whether it served as long as it was let: no fault struck it, it did not die on its own.
  public boolean stayed() {
    return strikes.isEmpty() && (died == null || died.expected());
  }

  private long firstStrikeOr(long other) {
    return strikes.stream().flatMapToLong(it -> LongStream.of(it.at())).min().orElse(other);
  }
}
