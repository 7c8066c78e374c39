package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Promise 3: if a daemon serves and stays up from at least 500 ms before the window ends, a
/// request succeeds; and nobody gives up before the window has ended.
///
/// An error breaks it as giving up does: no scenario asks for a tool's error. So does `unknown`
/// where there is a journal, which can tell what became of the request. See [Excuse].
final class RidesOut extends PromiseChecker {
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
      Optional<Chance> chance = Chance.of(run, life);
      if (chance.isPresent() && run.overlappedOutage(life) && !isExempt(run, life)) {
        exercised++;
      }
      if (isInexcusable(run, life)) {
        String sentence = chance.map(it -> unsaved(run, life, it)).orElse(impatient(run, life));
        witnesses.add(Witness.ofRequest(life, life.span().to(), sentence));
      }
    }
    return new Finding(exercised, witnesses);
  }

  /// Where nothing is sent twice, `unknown` is promise 4's.
  private static boolean isInexcusable(Run run, RequestLife life) {
    return Excuse.of(run, life).filter(it -> it == Excuse.NONE).isPresent()
        && !(life.endedAs(Outcome.UNKNOWN) && run.sendsOnce());
  }

  /// Whether it was given up though a daemon served in time.
  static boolean wasAbandoned(Run run, RequestLife life) {
    return life.endedAs(Outcome.NOT_SENT)
        && !isExempt(run, life)
        && Chance.of(run, life).isPresent();
  }

  private static boolean isExempt(Run run, RequestLife life) {
    return life.isCancelled()
        || Excuse.of(run, life)
            .filter(it -> it == Excuse.PERMANENT || it == Excuse.FULL_DISK)
            .isPresent();
  }

  private static long windowMicros(Run run) {
    return run.history().windowMillis() * 1_000;
  }

  private static String impatient(Run run, RequestLife life) {
    long worked = Worked.micros(run, life);
    return givenUp(life)
        + (worked == 0 ? "" : ", in " + Texts.millis(worked) + " of which a daemon worked on it")
        + ", though its window is "
        + Texts.millis(windowMicros(run));
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
