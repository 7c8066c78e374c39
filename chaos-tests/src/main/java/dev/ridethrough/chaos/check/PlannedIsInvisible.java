package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Death.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Promise 8: a restart by SIGTERM costs no `unknown`, and the daemon goes as [Departure] says. Not
/// for requests that a SIGKILL or a crash hit as well, nor for those that may take longer than the
/// drain limit, nor where the daemon stood still for too long, or the proxy was struck itself.
final class PlannedIsInvisible extends PromiseChecker {
  PlannedIsInvisible() {
    super(
        Promise.PLANNED_IS_INVISIBLE,
        "no request that fits the drain limit was in flight at a SIGTERM");
  }

  @Override
  Finding examine(Run run) {
    List<Witness> witnesses = new ArrayList<>();
    String doubt = null;
    for (Generation generation : terminated(run).toList()) {
      Finding departure = Departure.of(run, generation);
      witnesses.addAll(departure.witnesses());
      doubt = departure.doubt() == null ? doubt : departure.doubt();
      run.lives().stream()
          .filter(it -> it.endedAs(Outcome.UNKNOWN) && planned(run, generation).overlaps(it.span()))
          .filter(it -> isOwedAnAnswer(run, it))
          .map(it -> Witness.ofRequest(it, it.span().to(), unknown(generation, it)))
          .forEach(witnesses::add);
    }
    return new Finding(inFlight(run), witnesses, doubt);
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
    return !life.isCancelled()
        && fitsDrain(run, life)
        && !run.fellSilent(life.span())
        && !wasStruck(run, life)
        && terminated(run)
            .filter(Generation::stoodStillDying)
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

  static boolean fitsDrain(Run run, RequestLife life) {
    long drain = run.history().scenario().drainMillis();
    return life.workMillis() <= drain - run.tolerance().drainMillis();
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
