package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Request.Kind;
import java.util.List;
import java.util.Optional;

/// Why a request was told `unknown`.
///
/// @param caught when daemons ended with it in their hands, as far as that was seen
public record Doubt(RequestLife life, Reason reason, List<Event.Caught> caught) {
  /// What outlived so many generations that had started it may be what ends them.
  private static final int FATAL_STARTS = 2;

  /// A proxy that lost it so often does not know whether anybody had started it.
  private static final int FATAL_LOSSES = 3;

  /// What excuses it, the strongest first.
  public enum Reason {
    /// It is sent once only, and its reply was lost.
    SENT_ONCE("sent once only, and its reply was lost"),
    /// Something that waiting can't heal came into the way after it was lost.
    TOLD_AT_ONCE("told at once, because of what waiting can't heal"),
    /// Two generations died that had started it, or three that may have had it.
    DEADLY("two generations died that had started it, or three that may have had it"),
    /// No daemon came in time to say what became of it.
    NO_DAEMON("no daemon served in time"),
    /// A daemon died between its start and its completion, and it can't be executed again.
    CUT_SHORT("killed between start and completion, and not repeatable"),
    /// Nothing: a daemon was there, and its journal could tell.
    NEEDLESS("a daemon was there that could tell");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /// For people.
    public String words() {
      return words;
    }
  }

  public Doubt {
    caught = List.copyOf(caught);
  }

  /// Of each request that was told so and had not been cancelled before.
  public static List<Doubt> of(Run run) {
    return run.lives().stream().flatMap(it -> of(run, it).stream()).toList();
  }

  static Optional<Doubt> of(Run run, RequestLife life) {
    if (!life.endedAs(Outcome.UNKNOWN) || life.isCancelled()) {
      return Optional.empty();
    }
    List<Event.Caught> caught = run.caught(life);
    return Optional.of(new Doubt(life, reason(run, life, caught), caught));
  }

  private static Reason reason(Run run, RequestLife life, List<Event.Caught> caught) {
    if (run.sendsOnce()) {
      return Reason.SENT_ONCE;
    }
    if (run.failedFast(life)) {
      return Reason.TOLD_AT_ONCE;
    }
    if (wasDeadly(run, life, caught)) {
      return Reason.DEADLY;
    }
    if (life.sent().action().kind() == Kind.OTHER && wasCutShort(run, life, caught)) {
      return Reason.CUT_SHORT;
    }
    return RidesOut.isForlorn(run, life) ? Reason.NO_DAEMON : Reason.NEEDLESS;
  }

  private static boolean wasDeadly(Run run, RequestLife life, List<Event.Caught> caught) {
    long deaths = run.deaths(life.span());
    if (!run.seesHands()) {
      return deaths >= FATAL_STARTS;
    }
    long starts =
        caught.stream().filter(it -> it.journaled().isBetweenStartAndCompletion()).count();
    return starts >= FATAL_STARTS || deaths >= FATAL_LOSSES;
  }

  /// Where nobody sees what a daemon has in its hands, any death may have been the one.
  private static boolean wasCutShort(Run run, RequestLife life, List<Event.Caught> caught) {
    return run.seesHands()
        ? caught.stream().anyMatch(it -> it.journaled().isBetweenStartAndCompletion())
        : run.sawDeathOfGreeter(life.span());
  }
}
