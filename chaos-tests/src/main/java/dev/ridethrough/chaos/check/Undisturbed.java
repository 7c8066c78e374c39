package dev.ridethrough.chaos.check;

import java.util.List;

/// A request that met nothing: a daemon served all its life, and nothing and nobody was in its way.
/// It has no use for its window.
final class Undisturbed {
  /// More requests at once than these wait for each other.
  private static final int CROWD = 20;

  /// A journal keeps all that a client has sent since the oldest request that is not answered; in
  /// sim it has room for 300.
  private static final int KEPT = 250;

  private Undisturbed() {}

  static boolean is(Run run, RequestLife life) {
    Span span = life.awaited();
    long settled = span.from() - run.tolerance().goingOnMillis() * 1_000;
    Span near = new Span(settled, span.to());
    return run.outages().stream().noneMatch(span::touches)
        && run.impairments().stream().noneMatch(it -> it.span().touches(near))
        && Contender.of(run.history()).stream().noneMatch(it -> it.span().touches(near))
        && !run.startedLate(life.sent().proxy(), life.sent().at())
        && run.lives().stream().filter(it -> it.span().overlaps(span)).count() <= CROWD
        && keptBefore(run, life) <= KEPT;
  }

  /// How many requests of its client a journal must still know when it comes.
  private static long keptBefore(Run run, RequestLife life) {
    long at = life.sent().at();
    List<RequestLife> earlier =
        run.lives().stream()
            .filter(it -> it.sent().proxy() == life.sent().proxy() && it.sent().at() <= at)
            .toList();
    long oldest =
        earlier.stream()
            .filter(it -> it.span().to() > at)
            .mapToLong(it -> it.sent().at())
            .min()
            .orElse(at);
    return earlier.stream().filter(it -> it.sent().at() >= oldest).count();
  }
}
