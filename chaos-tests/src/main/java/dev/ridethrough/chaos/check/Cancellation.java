package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was cancelled while it waited in its proxy must not be executed.
///
/// From outside nobody sees where a request waits. But where no daemon lives it can be nowhere
/// else.
final class Cancellation {
  private Cancellation() {}

  /// Whether it was cancelled before any daemon can have had it, and its proxy had the time to read
  /// that. Of a proxy that was struck or still started nobody can say when it read what, nor can a
  /// harness that stood still say when it wrote.
  static boolean cameFirst(Run run, RequestLife life) {
    Event.Cancelled cancellation = life.cancellation();
    if (cancellation == null || !life.isCancelled()) {
      return false;
    }
    long read = cancellation.at() + run.tolerance().millis() * 1_000;
    Span span = new Span(life.sent().at(), read);
    return run.generations().stream().noneMatch(it -> mayServe(run, it).touches(span))
        && !wasStruck(run, life.sent().proxy(), span)
        && !run.startedLate(life.sent().proxy(), life.sent().at())
        && run.stall(span) == null;
  }

  /// A generation that executed it though it was started when its proxy must have read that it was
  /// cancelled, or null.
  static @Nullable Integer laterGeneration(Run run, RequestLife life) {
    Event.Cancelled cancellation = life.cancellation();
    Event.Effects effects = life.effects();
    List<Integer> by = effects == null ? null : effects.generations();
    if (cancellation == null || by == null) {
      return null;
    }
    long read = cancellation.at() + run.tolerance().millis() * 1_000;
    Span span = new Span(life.sent().at(), read);
    if (!life.isCancelled()
        || wasStruck(run, life.sent().proxy(), span)
        || run.startedLate(life.sent().proxy(), life.sent().at())
        || run.stall(span) != null) {
      return null;
    }
    return run.generations().stream()
        .filter(it -> by.contains(it.number()) && it.started().at() > read)
        .map(Generation::number)
        .findFirst()
        .orElse(null);
  }

  /// What shows that it was executed, or null.
  static @Nullable String executed(RequestLife life, boolean progressed) {
    if (!life.rows().isEmpty()) {
      return "left row " + Texts.list(life.rows());
    }
    if (life.endedAs(Outcome.RESULT)) {
      return "got a result";
    }
    return progressed ? "was told progress" : null;
  }

  /// From its first greeting, or, of one that the harness never was greeted by, from its start. A
  /// watch may see a socket earlier than a harness that asks from time to time.
  private static Span mayServe(Run run, Generation it) {
    long from = it.started().at();
    Event.DaemonServing serving = it.serving();
    if (serving != null && wasSeenInTime(run, it, new Span(from, serving.at()))) {
      from = Math.max(from, serving.at() - run.tolerance().noticedMillis() * 1_000);
    }
    return new Span(from, it.died() == null ? Span.OPEN : it.died().at());
  }

  /// Neither the harness stood still, nor the daemon, which then may have greeted others before.
  private static boolean wasSeenInTime(Run run, Generation it, Span start) {
    return run.stall(start) == null
        && it.impairments().stream().noneMatch(other -> other.span().touches(start));
  }

  private static boolean wasStruck(Run run, int proxy, Span span) {
    return run.impairments().stream()
        .anyMatch(it ->
            (it.holdsUp(proxy) && it.span().touches(span))
                || (it.ends(proxy) && it.begun().at() <= span.to()));
  }
}
