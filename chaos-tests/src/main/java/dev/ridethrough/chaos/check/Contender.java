package dev.ridethrough.chaos.check;

import static java.util.stream.Collectors.toMap;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Fault;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A daemon that must not come to serve.
///
/// @param ended null when the history does not say how it ended
public record Contender(Event.ContenderStarted started, Event.@Nullable ContenderEnded ended) {
  public static List<Contender> of(History history) {
    Map<Integer, Event.ContenderEnded> ended =
        history.all(Event.ContenderEnded.class).stream()
            .collect(toMap(Event.ContenderEnded::number, it -> it, (first, second) -> first));
    return history.all(Event.ContenderStarted.class).stream()
        .map(it -> new Contender(it, ended.get(it.number())))
        .toList();
  }

  public Fault fault() {
    return started.fault();
  }

  /// As long as it may have been there.
  public Span span() {
    return new Span(started.at(), ended == null ? Span.OPEN : ended.at());
  }

  public String name() {
    return "contender " + started.number() + " (process " + started.pid() + ")";
  }
}
