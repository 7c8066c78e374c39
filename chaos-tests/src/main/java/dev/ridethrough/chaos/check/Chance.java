package dev.ridethrough.chaos.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A time in which a generation served, and could have saved a request.
record Chance(Generation generation, Span serving) {
  /// A daemon that comes back later than this before the window ends may come too late.
  private static final long MARGIN_MILLIS = 500;

  static Optional<Chance> of(Run run, RequestLife life) {
    Span window = run.window(life);
    OptionalLong latest = latest(run, life, window);
    if (latest.isEmpty()) {
      return Optional.empty();
    }
    return run.generations().stream()
        .flatMap(it -> it.servingSpans().stream().map(span -> new Chance(it, span)))
        .filter(it -> it.serving().from() <= latest.getAsLong())
        .filter(it -> it.serving().to() >= window.to() || it.generation().stayed(it.serving()))
        .findFirst();
  }

  /// When a daemon must serve so that the proxy has the margin to reach it, in which nothing holds
  /// the proxy up. Empty when it was held up for too long to have it at all.
  private static OptionalLong latest(Run run, RequestLife life, Span window) {
    List<Span> free = window.without(run.heldUp(life.sent().proxy()));
    long missing = MARGIN_MILLIS * 1_000;
    for (Span span : free.reversed()) {
      if (span.length() >= missing) {
        return OptionalLong.of(span.to() - missing);
      }
      missing -= span.length();
    }
    return free.equals(List.of(window)) ? OptionalLong.of(window.from()) : OptionalLong.empty();
  }
}
