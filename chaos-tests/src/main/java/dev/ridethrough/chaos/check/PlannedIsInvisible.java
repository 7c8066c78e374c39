package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Death.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Promise 8: a restart by SIGTERM costs no `unknown`. Not for requests that a SIGKILL or a crash
/// hit as well, nor for those that may take longer than the drain limit, nor where the daemon stood
/// still for too long, or the proxy was struck itself.
final class PlannedIsInvisible extends PromiseChecker {
  /// What works until this long before the drain limit may be cut.
  static final long MARGIN_MILLIS = 1_000;

  /// The exit status of what the harness had to kill, as it did not end.
  private static final int KILLED = 137;

  PlannedIsInvisible() {
    super(
        Promise.PLANNED_IS_INVISIBLE,
        "no request that fits the drain limit was in flight at a SIGTERM");
  }

  @Override
  Finding examine(Run run) {
    List<Witness> witnesses = new ArrayList<>();
    for (Generation generation : terminated(run).toList()) {
      status(run, generation, witnesses);
      run.lives().stream()
          .filter(it -> it.endedAs(Outcome.UNKNOWN) && planned(run, generation).overlaps(it.span()))
          .filter(it -> isOwedAnAnswer(run, it))
          .map(it -> new Witness(it.number(), unknown(generation, it)))
          .forEach(witnesses::add);
    }
    return new Finding(inFlight(run), witnesses);
  }

  /// How many requests were in flight at a SIGTERM and had to survive it.
  static long inFlight(Run run) {
    return run.lives().stream()
        .filter(life -> isOwedAnAnswer(run, life))
        .filter(life -> terminated(run).anyMatch(it -> isInFlight(life, it)))
        .count();
  }

  private static Stream<Generation> terminated(Run run) {
    return run.generations().stream().filter(Generation::onlyTerminated);
  }

  private static long struckAt(Generation generation) {
    return generation.strike(Signal.SIGTERM).orElseThrow().at();
  }

  private static boolean isInFlight(RequestLife life, Generation generation) {
    long at = struckAt(generation);
    return life.span().from() <= at && at < life.span().to();
  }

  /// From the signal until somebody serves again.
  private static Span planned(Run run, Generation generation) {
    long from = struckAt(generation);
    long to =
        run.generations().stream()
            .flatMap(it -> it.servingSpans().stream())
            .mapToLong(Span::from)
            .filter(it -> it > from)
            .min()
            .orElse(Span.OPEN);
    return new Span(from, to);
  }

  private static boolean isOwedAnAnswer(Run run, RequestLife life) {
    return fitsDrain(run, life)
        && !run.fellSilent(life.span())
        && !wasStruck(run, life)
        && terminated(run)
            .filter(PlannedIsInvisible::stoodStill)
            .flatMap(it -> it.dying().stream())
            .noneMatch(life.span()::touches)
        && run.generations().stream()
            .filter(it -> !it.onlyTerminated())
            .flatMap(it -> it.dying().stream())
            .noneMatch(life.span()::touches);
  }

  private static boolean wasStruck(Run run, RequestLife life) {
    int proxy = life.sent().proxy();
    return run.impairments().stream()
        .filter(it -> it.holdsUp(proxy) || it.ends(proxy))
        .anyMatch(it -> it.span().touches(life.span()));
  }

  private static boolean fitsDrain(Run run, RequestLife life) {
    return life.workMillis() <= run.history().scenario().drainMillis() - MARGIN_MILLIS;
  }

  private static void status(Run run, Generation generation, List<Witness> witnesses) {
    boolean cut =
        run.lives().stream().anyMatch(it -> isInFlight(it, generation) && !fitsDrain(run, it));
    // Struck while it started, it owes nothing: the handler may not have been installed. One that
    // stands still drains nothing, and finds its limit gone when it continues.
    // Not ending at all is no way to owe nothing.
    boolean endless = generation.died() == null || generation.died().status() == KILLED;
    boolean free = (generation.serving() == null && !endless) || stoodStill(generation);
    if (!cut && !free) {
      String wrong = wrongEnd(generation.died());
      if (wrong != null) {
        witnesses.add(
            new Witness(-1, "generation " + generation.number() + " got SIGTERM and " + wrong));
      }
    }
  }

  private static boolean stoodStill(Generation generation) {
    return generation.impairments().stream()
        .filter(it -> it.fault().stopsDaemon())
        .anyMatch(it -> generation.dying().filter(it.span()::touches).isPresent());
  }

  private static @Nullable String wrongEnd(Event.@Nullable DaemonDied died) {
    if (died == null) {
      return "never exited";
    }
    return died.status() == 0 ? null : "exited with status " + died.status() + " instead of 0";
  }

  private static String unknown(Generation generation, RequestLife life) {
    long after = struckAt(generation) - life.sent().at();
    String when =
        after >= 0
            ? Texts.millis(after) + " after it was sent"
            : Texts.millis(-after) + " before it was sent";
    return life.name()
        + " was told unknown, though nothing worse happened than a SIGTERM to generation "
        + generation.number()
        + ", "
        + when;
  }
}
