package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Scenario;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A number that a run adds to the sum.
public enum Figure {
  SCENARIOS,
  REQUESTS,
  RESULTS,
  ERRORS,
  NOT_SENT,
  UNKNOWN,
  /// Deaths by SIGKILL, also of daemons that had got a SIGTERM before.
  KILLED,
  /// Deaths by SIGTERM alone.
  TERMINATED,
  /// Deaths of daemons that nobody had struck.
  CRASHED,
  /// Starts after a death.
  RESTARTS,
  OVERLAPPED_OUTAGE,
  /// Requests with more than one effect.
  DUPLICATES,
  LATE,
  /// Requests for which no daemon served until their window had ended, and that waited for it.
  OUTLASTED,
  /// The same, with nothing scaled down.
  OUTLASTED_REAL_WINDOW,
  /// Requests in flight at a SIGTERM that had to survive it.
  IN_FLIGHT_AT_SIGTERM,
  /// Requests that were cancelled before any daemon can have had them.
  CANCELLED_WAITING,
  /// Requests whose daemon was killed (SIGKILL) between commit and reply: nobody can know, or only
  /// the next daemon's journal.
  KILLED_AFTER_COMMIT,
  /// Those of them that got their result all the same.
  SAVED,
  /// Faults aimed at a kill point.
  FAULTS_AIMED,
  /// Those that struck there.
  FAULTS_LANDED;

  public long of(Run run) {
    return switch (this) {
      case SCENARIOS -> 1;
      case REQUESTS -> run.lives().size();
      case RESULTS -> lives(run, it -> it.endedAs(Outcome.RESULT));
      case ERRORS -> lives(run, it -> it.endedAs(Outcome.ERROR));
      case NOT_SENT -> lives(run, it -> it.endedAs(Outcome.NOT_SENT));
      case UNKNOWN -> lives(run, it -> it.endedAs(Outcome.UNKNOWN));
      case KILLED -> deaths(run, it -> it.strike(Signal.SIGKILL).isPresent());
      case TERMINATED -> deaths(run, Generation::onlyTerminated);
      case CRASHED -> deaths(run, it -> it.strikes().isEmpty() && !it.stayed());
      case RESTARTS ->
          run.generations().stream().filter(it -> OneDaemon.afterDeath(run, it)).count();
      case OVERLAPPED_OUTAGE -> lives(run, run::overlappedOutage);
      case DUPLICATES -> lives(run, it -> it.rows().size() > 1);
      case LATE -> lives(run, it -> Finishes.isLate(run, it));
      case OUTLASTED -> lives(run, it -> isOutlasted(run, it));
      case OUTLASTED_REAL_WINDOW -> lives(run, it -> isReal(run) && isOutlasted(run, it));
      case IN_FLIGHT_AT_SIGTERM -> PlannedIsInvisible.inFlight(run);
      case CANCELLED_WAITING -> lives(run, it -> Cancellation.cameFirst(run, it));
      case KILLED_AFTER_COMMIT ->
          lives(run, it -> it.rows().size() == 1 && (isInDoubt(run, it) || isSaved(run, it)));
      case SAVED -> lives(run, it -> it.rows().size() == 1 && isSaved(run, it));
      case FAULTS_AIMED -> aimed(run, false);
      case FAULTS_LANDED -> aimed(run, true);
    };
  }

  private static long lives(Run run, Predicate<RequestLife> which) {
    return run.lives().stream().filter(which).count();
  }

  private static long deaths(Run run, Predicate<Generation> which) {
    return run.generations().stream().filter(it -> it.died() != null).filter(which).count();
  }

  /// At kill points: those that end a daemon, and those that don't.
  private static long aimed(Run run, boolean onlyLanded) {
    long strikes =
        run.history().all(Event.FaultStruck.class).stream()
            .filter(it -> it.signal() != Signal.NONE && it.aimed())
            .filter(it -> !onlyLanded || it.landed())
            .count();
    return strikes
        + run.impairments().stream()
            .filter(it -> it.begun().aimed())
            .filter(it -> !onlyLanded || it.hasLanded())
            .count();
  }

  private static boolean isInDoubt(Run run, RequestLife life) {
    return life.endedAs(Outcome.UNKNOWN)
        && killed(run).flatMap(it -> it.dying().stream()).anyMatch(life.span()::touches);
  }

  /// Whether its result came only once the daemon that had left its row was dead, and another one
  /// started. A reply that a proxy had already, and could not hand over, was not saved.
  private static boolean isSaved(Run run, RequestLife life) {
    Event.Effects effects = life.effects();
    boolean late = run.sendsOnce() || run.heldUp(life, life.span()) > 0;
    if (late || !life.endedAs(Outcome.RESULT) || effects == null || effects.generations() == null) {
      return false;
    }
    int author = effects.generations().getFirst();
    return killed(run).anyMatch(it -> it.number() == author)
        && run.generations().stream()
            .anyMatch(it -> it.number() > author && it.started().at() < life.span().to());
  }

  private static Stream<Generation> killed(Run run) {
    return run.generations().stream().filter(it -> it.strike(Signal.SIGKILL).isPresent());
  }

  private static boolean isReal(Run run) {
    return run.history().windowMillis() >= Scenario.REAL_WINDOW_MILLIS;
  }

  /// A history that ends before the window does can't tell. Where there is a result, somebody
  /// served whom the harness did not see: a daemon that should have died early, and did not. An
  /// error is no way to give up, nor is it to fail at once.
  private static boolean isOutlasted(Run run, RequestLife life) {
    Span window = run.window(life);
    return window.to() <= run.end()
        && (life.endedAs(Outcome.NOT_SENT) || life.endedAs(Outcome.UNKNOWN))
        && !life.isCancelled()
        && !run.failedFast(life)
        && run.generations().stream()
            .flatMap(it -> it.servingSpans().stream())
            .noneMatch(window::touches);
  }
}
