package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Promise 5: a failure that waiting can't heal is an error at once, with path, cause and remedy.
final class FailsFast extends PromiseChecker {
  /// In every world: what the watch can't see, such as a mode that changes, only the poll does.
  private static final long AT_ONCE_MILLIS = 500;

  /// Who was sent away by a daemon stays away for at most a second and half as long again, unless
  /// something comes or goes in the directory.
  private static final long SENT_AWAY_MILLIS = 1_500;

  /// What every remedy has in common: there is always another path.
  private static final String REMEDY = "another --socket";

  /// A request that met such a fault.
  ///
  /// @param from when both were there
  /// @param due when it must have been answered
  private record Meeting(RequestLife life, Impairment obstacle, long from, long due) {}

  FailsFast() {
    super(Promise.FAILS_FAST, "no request met a fault that waiting can't heal");
  }

  @Override
  Finding examine(Run run) {
    List<Witness> witnesses = new ArrayList<>();
    String doubt = null;
    long exercised = 0;
    for (RequestLife life : run.lives()) {
      Optional<Meeting> meeting = meeting(run, life);
      if (meeting.isEmpty()) {
        continue;
      }
      exercised++;
      String wrong = wrong(run, meeting.get());
      Event.Stalled stall = run.stall(life.span());
      if (wrong != null && isLate(meeting.get()) && stall != null) {
        doubt = Texts.stalled(life, stall);
      } else if (wrong != null) {
        witnesses.add(
            Witness.ofRequest(life, broken(meeting.get()), sentence(meeting.get(), wrong)));
      }
    }
    return new Finding(exercised, witnesses, doubt);
  }

  private static Optional<Meeting> meeting(Run run, RequestLife life) {
    return life.excused()
        ? Optional.empty()
        : obstacles(run)
            .map(it -> meeting(run, life, it))
            .filter(it -> isJudged(run, it))
            .findFirst();
  }

  private static Stream<Impairment> obstacles(Run run) {
    return run.impairments().stream().filter(it -> it.fault().isPermanent() && it.hasLanded());
  }

  private static Meeting meeting(Run run, RequestLife life, Impairment obstacle) {
    long from = Math.max(life.sent().at(), obstacle.span().from());
    Span waited = new Span(from, Math.max(from, life.span().to()));
    long limit = mayBeSentAway(run, life, obstacle) ? SENT_AWAY_MILLIS : AT_ONCE_MILLIS;
    long due = from + limit * 1_000 + run.heldUp(life, waited);
    return new Meeting(life, obstacle, from, due);
  }

  /// Whether a daemon may have had it before, and told it when to come back, and no watch sees what
  /// lies in the way since.
  private static boolean mayBeSentAway(Run run, RequestLife life, Impairment obstacle) {
    long from = obstacle.span().from();
    return obstacle.fault() == Fault.UNREADABLE_DIRECTORY
        && life.sent().at() < from
        && run.generations().stream()
            .flatMap(it -> it.servingSpans().stream())
            .anyMatch(new Span(life.sent().at(), from)::touches);
  }

  /// Not when the fault was over or the request cancelled before it was due, and of those that had
  /// been waiting neither those that were answered before, nor those whose window ended about then,
  /// nor those that a daemon may have taken before it died.
  private static boolean isJudged(Run run, Meeting it) {
    boolean cancelled = it.life().isCancelled() && it.life().awaited().to() <= it.due();
    if (cancelled || it.due() > it.obstacle().span().to()) {
      return false;
    }
    if (it.life().sent().at() >= it.obstacle().span().from()) {
      return true;
    }
    Span before = new Span(it.life().sent().at(), it.from());
    return it.life().span().to() > it.from()
        && run.window(it.life()).to() >= it.due()
        && (it.life().endedAs(Outcome.NOT_SENT) || !run.sawDeath(before));
  }

  private static long broken(Meeting it) {
    return isLate(it) ? it.due() : it.life().span().to();
  }

  private static boolean isLate(Meeting it) {
    return it.life().span().to() > it.due();
  }

  private static @Nullable String wrong(Run run, Meeting it) {
    Event.Replied reply = it.life().reply();
    if (reply == null) {
      return "was never answered";
    }
    if (reply.outcome() != Outcome.NOT_SENT) {
      return "was told " + reply.outcome().name().toLowerCase(Locale.ROOT) + " and not not_sent";
    }
    if (isLate(it)) {
      return "was told so only after " + Texts.millis(reply.at() - it.from());
    }
    String missing = missing(run, it, reply.detail());
    return missing == null
        ? null
        : "was told nothing of " + missing + ": \"" + reply.detail() + "\"";
  }

  private static @Nullable String missing(Run run, Meeting it, String message) {
    String path = path(it.obstacle());
    if (!message.contains(path)) {
      return "the path " + path;
    }
    String rest = message.replace(path, "");
    boolean caused =
        obstacles(run)
            .filter(other -> other.span().touches(it.life().span()))
            .anyMatch(other -> rest.contains(cause(other.fault())));
    if (!caused) {
      return "the cause (" + cause(it.obstacle().fault()) + ")";
    }
    return rest.contains(REMEDY) ? null : "a remedy (" + REMEDY + ")";
  }

  /// Where it lies, as the harness says it: `at PATH`.
  private static String path(Impairment obstacle) {
    String aim = obstacle.begun().aim();
    return aim.startsWith("at ") ? aim.substring(3) : aim;
  }

  private static String cause(Fault fault) {
    return switch (fault) {
      case REGULAR_FILE -> "is a regular file";
      case DIRECTORY -> "is a directory";
      case FOREIGN_SOCKET -> "user";
      case UNREADABLE_DIRECTORY -> "permission";
      default -> throw new IllegalArgumentException(fault + " can be healed by waiting");
    };
  }

  private static String sentence(Meeting it, String wrong) {
    String since =
        it.from() == it.life().sent().at() ? "was sent while " : "had been waiting when ";
    return it.life().name() + " " + since + it.obstacle().fault().title() + ", and " + wrong;
  }
}
