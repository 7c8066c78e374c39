package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Journaled;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Kind;
import dev.ridethrough.machine.Phase;
import java.util.Optional;

/// Why a request got no result, as far as its scenario explains that. The first that applies
/// counts.
public enum Excuse {
  CANCELLED("cancelled by its client"),
  /// Given up at once.
  PERMANENT("met what waiting can't heal"),
  FULL_DISK("its effect met a full disk"),
  /// No daemon served soon enough before its window ended, and stayed; and it waited for all of it.
  OUTLASTED("its outage outlasted its window"),
  /// A daemon stood still for so long that nobody can tell it from a dead one.
  SILENT("its daemon stood still beyond its window"),
  /// So many daemons died over it that it may be what ends them.
  FATAL("two daemons died over it"),
  /// Only where its tool can't be executed again.
  CUT_SHORT("its daemon died between its start and its completion"),
  /// Only where nothing is sent twice.
  LOST("its daemon died, and nobody was asked again"),
  /// Where there is a journal, this breaks promise 3.
  NONE("no excuse");

  /// What outlived so many daemons that had started it may be what ends them.
  private static final int FATAL_STARTS = 2;

  /// A proxy that lost it so often does not know whether anybody had started it.
  private static final int FATAL_LOSSES = 3;

  /// With less of its window left when the disk has room again, a request may come too late.
  private static final long LAST_ROOM_MILLIS = 1_250;

  private final String text;

  Excuse(String text) {
    this.text = text;
  }

  /// In words.
  public String text() {
    return text;
  }

  /// Empty for a result, and for what was never answered, which is promise 2's.
  public static Optional<Excuse> of(Run run, RequestLife life) {
    if (life.replies().isEmpty() || life.endedAs(Outcome.RESULT)) {
      return Optional.empty();
    }
    if (life.isCancelled()) {
      return Optional.of(CANCELLED);
    }
    if (run.failedFast(life)) {
      return Optional.of(PERMANENT);
    }
    if (metFullDisk(run, life)) {
      return Optional.of(FULL_DISK);
    }
    boolean sentOnce = run.sendsOnce() && life.endedAs(Outcome.UNKNOWN);
    return Optional.of(sentOnce ? ofSentOnce(run, life) : ofSentAgain(run, life));
  }

  /// What was written and lost is over: whether somebody served later does not matter.
  private static Excuse ofSentOnce(Run run, RequestLife life) {
    if (run.sawDeath(life.span())) {
      return LOST;
    }
    return run.fellSilent(life.span()) ? SILENT : NONE;
  }

  private static Excuse ofSentAgain(Run run, RequestLife life) {
    if (waitedInVain(run, life)) {
      return OUTLASTED;
    }
    if (!life.endedAs(Outcome.UNKNOWN)) {
      return NONE;
    }
    if (run.fellSilent(life.span())) {
      return SILENT;
    }
    if (isFatal(run, life)) {
      return FATAL;
    }
    return wasCutShort(run, life) ? CUT_SHORT : NONE;
  }

  private static boolean waitedInVain(Run run, RequestLife life) {
    long waited = life.span().length() - Worked.micros(run, life);
    return waited >= leastMicros(run) && Chance.of(run, life).isEmpty();
  }

  /// Who has waited for so long has waited for the whole window.
  private static long leastMicros(Run run) {
    return (run.history().windowMillis() - run.tolerance().millis()) * 1_000;
  }

  /// The journal knows what came of an effect that is there, however many daemons died. Where
  /// nobody sees what a daemon has in its hands, any death may have been over it.
  private static boolean isFatal(Run run, RequestLife life) {
    long deaths = run.deaths(life.span());
    boolean undone = life.hasEffect() && life.rows().isEmpty();
    long starts = run.seesHands() ? cuts(run, life) : undone ? deaths : 0;
    return starts >= FATAL_STARTS || deaths >= FATAL_LOSSES;
  }

  private static boolean wasCutShort(Run run, RequestLife life) {
    boolean died = run.seesHands() ? cuts(run, life) > 0 : run.sawDeathOfGreeter(life.span());
    return died && life.sent().action().kind() == Kind.OTHER;
  }

  /// How many daemons were seen to die between their start of it and its completion. Who was about
  /// to reply has recorded that, if the disk had room for it.
  private static long cuts(Run run, RequestLife life) {
    boolean full = sawFullDisk(run, life.span());
    return run.caught(life).stream()
        .filter(it -> it.journaled().isBetweenStartAndCompletion())
        .filter(it -> it.journaled() != Journaled.STARTED_BEFORE)
        .filter(it -> full || it.phase() != Phase.REPLY)
        .map(Event.Caught::generation)
        .distinct()
        .count();
  }

  private static boolean metFullDisk(Run run, RequestLife life) {
    return life.hasEffect()
        && (life.endedAs(Outcome.ERROR)
            ? sawFullDisk(run, life.span())
            : !run.sendsOnce() && waitedForRoom(run, life));
  }

  /// A journal that can't be written sends who comes away, for half a second and half of that
  /// again.
  private static boolean waitedForRoom(Run run, RequestLife life) {
    long end = life.span().to();
    long last = Math.max(life.span().from(), end - LAST_ROOM_MILLIS * 1_000);
    return life.span().length() >= leastMicros(run) && sawFullDisk(run, new Span(last, end));
  }

  private static boolean sawFullDisk(Run run, Span span) {
    return run.impairments().stream()
        .filter(it -> it.fault() == Fault.FULL_DISK)
        .anyMatch(it -> it.span().touches(span));
  }
}
