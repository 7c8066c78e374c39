package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Promise 3: if a daemon serves and stays up from at least 500 ms before the window ends, a
/// request succeeds; and nobody gives up before the window has ended.
///
/// An error breaks it as giving up does: no scenario asks for a tool's error, or makes a failure
/// that waiting can't heal.
final class RidesOut extends PromiseChecker {
  /// A daemon that comes back later than this before the window ends may come too late.
  static final long MARGIN_MILLIS = 500;

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
      Optional<Generation> saviour =
          run.generations().stream().filter(it -> couldServe(run, life, it)).findFirst();
      if (saviour.isPresent() && run.overlappedOutage(life)) {
        exercised++;
      }
      if (!life.endedAs(Outcome.NOT_SENT) && !life.endedAs(Outcome.ERROR)) {
        continue;
      }
      if (saviour.isPresent()) {
        witnesses.add(new Witness(life.number(), unsaved(run, life, saviour.get())));
      } else if (life.span().length() < windowMicros(run) - MARGIN_MILLIS * 1_000) {
        witnesses.add(new Witness(life.number(), impatient(run, life)));
      }
    }
    return new Finding(exercised, witnesses);
  }

  private static boolean couldServe(Run run, RequestLife life, Generation generation) {
    Span window = run.window(life);
    long latest = Math.max(window.from(), window.to() - MARGIN_MILLIS * 1_000);
    return generation
        .servingSpan()
        .filter(it -> it.from() <= latest)
        .filter(it -> it.to() >= window.to() || generation.stayed())
        .isPresent();
  }

  private static long windowMicros(Run run) {
    return run.history().windowMillis() * 1_000;
  }

  private static String impatient(Run run, RequestLife life) {
    return givenUp(life) + ", though its window is " + Texts.millis(windowMicros(run));
  }

  private static String givenUp(RequestLife life) {
    return life.name()
        + (life.endedAs(Outcome.ERROR) ? " got an error after " : " was given up after ")
        + Texts.millis(life.span().length());
  }

  private static String unsaved(Run run, RequestLife life, Generation generation) {
    Span window = run.window(life);
    Span serving = generation.servingSpan().orElseThrow();
    long before = serving.from() - window.from();
    String since = before <= 0 ? "before it was sent" : Texts.millis(before) + " after it was sent";
    return givenUp(life)
        + ", but generation "
        + generation.number()
        + " served from "
        + since
        + " and stayed: for "
        + Texts.millis(window.to() - serving.from())
        + " when the window of "
        + Texts.millis(window.length())
        + " ended";
  }
}
