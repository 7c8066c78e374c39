package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Death.Signal;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// All that a history says of one life of the daemon.
///
/// @param serving null when it never was seen to serve
/// @param strikes the faults that struck it; [Signal#NONE] is none
/// @param pathGone when its socket was gone from the path after a SIGTERM, if that was seen
/// @param died null when it was alive to the end
/// @param impairments what kept it from serving for a while
public record Generation(
    Event.DaemonStarted started,
    Event.@Nullable DaemonServing serving,
    List<Event.FaultStruck> strikes,
    Event.@Nullable PathGone pathGone,
    Event.@Nullable DaemonDied died,
    List<Impairment> impairments) {
  public Generation {
    strikes = List.copyOf(strikes);
    impairments = List.copyOf(impairments);
  }

  public int number() {
    return started.generation();
  }

  /// From its start to its death, if it died.
  public Span lived() {
    return new Span(started.at(), died == null ? Span.OPEN : died.at());
  }

  /// From the first greeting to the first strike, or to its death, without what kept it from
  /// serving in between. Empty when it was struck before it served.
  public List<Span> servingSpans() {
    if (serving == null || serving.at() > servingEnd()) {
      return List.of();
    }
    return new Span(serving.at(), servingEnd())
        .without(impairments.stream().map(Impairment::span).toList());
  }

  /// Whether it served in that span as long as it was let: until the end of the scenario.
  boolean stayed(Span servingSpan) {
    return stayed() && servingSpan.to() == servingEnd();
  }

  private long servingEnd() {
    return firstStrikeOr(died == null ? Span.OPEN : died.at());
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

  /// Whether it was stopped between its first strike and its death.
  boolean stoodStillDying() {
    return impairments.stream()
        .filter(it -> it.fault().stopsDaemon())
        .anyMatch(it -> dying().filter(it.span()::touches).isPresent());
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
