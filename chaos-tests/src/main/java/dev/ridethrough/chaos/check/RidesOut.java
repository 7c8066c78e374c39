package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Promise 3: if a daemon serves and stays up from at least 500 ms before the window ends, a
/// request is not given up.
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
      if (saviour.isEmpty()) {
        continue;
      }
      exercised += run.overlappedOutage(life) ? 1 : 0;
      if (life.endedAs(Outcome.NOT_SENT)) {
        witnesses.add(new Witness(life.number(), givenUp(run, life, saviour.get())));
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

  private static String givenUp(Run run, RequestLife life, Generation generation) {
    Span window = run.window(life);
    Span serving = generation.servingSpan().orElseThrow();
    long before = serving.from() - window.from();
    String since = before <= 0 ? "before it was sent" : Texts.millis(before) + " after it was sent";
    return life.name()
        + " was given up after "
        + Texts.millis(life.span().length())
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
