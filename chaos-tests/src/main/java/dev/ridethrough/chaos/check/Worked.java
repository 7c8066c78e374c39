package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import java.util.List;

/// How long daemons worked on a request, which costs nothing of its window: what is surely known of
/// it from the progress that they told.
final class Worked {
  /// A tool tells it each 100 ms. What comes later than that may be told by somebody else, such as
  /// its proxy, or again.
  private static final long BEAT_MICROS = 150_000;

  private Worked() {}

  /// In microseconds; less than it was, wherever that is not sure.
  static long micros(Run run, RequestLife life) {
    List<Long> told =
        run.history().all(Event.Progressed.class).stream()
            .filter(it -> it.request() == life.number() && life.span().contains(it.at()))
            .map(Event.Progressed::at)
            .toList();
    List<Span> heldUp = run.heldUp(life.sent().proxy());
    long worked = 0;
    for (int i = 1; i < told.size(); i++) {
      Span beat = new Span(told.get(i - 1), told.get(i));
      if (beat.length() <= BEAT_MICROS && isServed(run, beat)) {
        worked += beat.without(heldUp).stream().mapToLong(Span::length).sum();
      }
    }
    return worked;
  }

  private static boolean isServed(Run run, Span beat) {
    return run.generations().stream()
        .flatMap(it -> it.servingSpans().stream())
        .anyMatch(it -> it.shared(beat) == beat.length());
  }
}
