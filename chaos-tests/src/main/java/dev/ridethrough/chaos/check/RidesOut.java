package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Promise 3: if a daemon serves and stays up from at least 500 ms before the window ends, a
/// request succeeds; and nobody gives up before the window has ended.
///
/// An error breaks it as giving up does: no scenario asks for a tool's error. Not while the disk is
/// full, nor while a fault lies in the way that waiting can't heal.
final class RidesOut extends PromiseChecker {
  /// A daemon that comes back later than this before the window ends may come too late.
  static final long MARGIN_MILLIS = 500;

  /// A time in which a generation served, and could have saved a request.
  private record Chance(Generation generation, Span serving) {}

  RidesOut() {
    super(
        Promise.RIDES_OUT,
        "no request overlapped an outage that ended in time, with the daemon staying up");
  }

  @Override
  Finding examine(Run run) {
    List<Witness> witnesses = new ArrayList<>();
    long exercised = 0;
    for (RequestLife life : run.lives()) {
      if (isExempt(run, life)) {
        continue;
      }
      Optional<Chance> chance = chance(run, life);
      if (chance.isPresent() && run.overlappedOutage(life)) {
        exercised++;
      }
      if (!life.endedAs(Outcome.NOT_SENT)
          && !life.endedAs(Outcome.ERROR)
          && !isNeedlessDoubt(run, life)) {
        continue;
      }
      if (chance.isPresent()) {
        witnesses.add(Witness.ofRequest(life, life.span().to(), unsaved(run, life, chance.get())));
      } else if (isImpatient(run, life)) {
        witnesses.add(Witness.ofRequest(life, life.span().to(), impatient(run, life)));
      }
    }
    return new Finding(exercised, witnesses);
  }

  /// Whether it was told unknown though a daemon's journal can tell what became of it, or it may be
  /// executed again.
  private static boolean isNeedlessDoubt(Run run, RequestLife life) {
    return Doubt.of(run, life).filter(it -> it.reason() == Doubt.Reason.NEEDLESS).isPresent();
  }

  /// Whether its window ended without a daemon that served in time.
  static boolean isForlorn(Run run, RequestLife life) {
    return chance(run, life).isEmpty() && !isImpatient(run, life);
  }

  /// Whether it was given up though a daemon served in time.
  static boolean wasAbandoned(Run run, RequestLife life) {
    return life.endedAs(Outcome.NOT_SENT) && !isExempt(run, life) && chance(run, life).isPresent();
  }

  private static boolean isExempt(Run run, RequestLife life) {
    return life.isCancelled()
        || run.failedFast(life)
        || (life.hasEffect()
            && life.endedAs(Outcome.ERROR)
            && run.impairments().stream()
                .filter(it -> it.fault() == Fault.FULL_DISK)
                .anyMatch(it -> it.span().touches(life.span())));
  }

  private static Optional<Chance> chance(Run run, RequestLife life) {
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

  private static boolean isImpatient(Run run, RequestLife life) {
    return life.span().length() < windowMicros(run) - run.tolerance().millis() * 1_000;
  }

  private static long windowMicros(Run run) {
    return run.history().windowMillis() * 1_000;
  }

  private static String impatient(Run run, RequestLife life) {
    return givenUp(life) + ", though its window is " + Texts.millis(windowMicros(run));
  }

  private static String givenUp(RequestLife life) {
    return life.name()
        + switch (life.outcome()) {
          case ERROR -> " got an error after ";
          case UNKNOWN -> " was told unknown, though there is a journal, after ";
          case RESULT, NOT_SENT -> " was given up after ";
        }
        + Texts.millis(life.span().length());
  }

  private static String unsaved(Run run, RequestLife life, Chance chance) {
    Span window = run.window(life);
    Span serving = chance.serving();
    long before = serving.from() - window.from();
    String since = before <= 0 ? "before it was sent" : Texts.millis(before) + " after it was sent";
    return givenUp(life)
        + ", but generation "
        + chance.generation().number()
        + " served from "
        + since
        + " and stayed: for "
        + Texts.millis(window.to() - serving.from())
        + " when the window of "
        + Texts.millis(window.length())
        + " ended";
  }
}
