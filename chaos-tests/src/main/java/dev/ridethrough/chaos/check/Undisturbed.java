package dev.ridethrough.chaos.check;

/// A request that met nothing: a daemon served all its life, and nothing and nobody was in its way.
/// It has no use for its window.
final class Undisturbed {
  /// More requests at once than these wait for each other.
  private static final int CROWD = 20;

  private Undisturbed() {}

  static boolean is(Run run, RequestLife life) {
    Span span = life.awaited();
    long settled = span.from() - run.tolerance().goingOnMillis() * 1_000;
    Span near = new Span(settled, span.to());
    return run.outages().stream().noneMatch(span::touches)
        && run.impairments().stream().noneMatch(it -> it.span().touches(near))
        && Contender.of(run.history()).stream().noneMatch(it -> it.span().touches(near))
        && !run.startedLate(life.sent().proxy(), life.sent().at())
        && run.lives().stream().filter(it -> it.span().overlaps(span)).count() <= CROWD;
  }
}
