package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Promise 2: every request gets exactly one reply, and not late.
public final class Finishes extends PromiseChecker {
  /// A request is late when its outage budget and this are exceeded. Printed with every verdict.
  public static final long TOLERANCE_MILLIS = 500;

  /// When the harness itself was not scheduled for longer, it can't say of a request that it was
  /// late.
  public static final long STALL_MILLIS = 250;

  Finishes() {
    super(Promise.FINISHES, "no request overlapped an outage");
  }

  @Override
  Finding examine(Run run) {
    List<Witness> witnesses = new ArrayList<>();
    String doubt = null;
    for (RequestLife life : run.lives()) {
      if (life.replies().size() != 1) {
        witnesses.add(new Witness(life.number(), miscounted(run, life)));
      }
      if (!isLate(run, life) || life.replies().isEmpty()) {
        continue;
      }
      String stalled = stalled(run, life);
      if (stalled == null) {
        witnesses.add(new Witness(life.number(), late(run, life)));
      } else {
        doubt = stalled;
      }
    }
    long exercised = run.lives().stream().filter(run::overlappedOutage).count();
    return new Finding(exercised, witnesses, doubt);
  }

  static boolean isLate(Run run, RequestLife life) {
    return life.span().length() > allowedMillis(run, life) * 1_000;
  }

  private static long allowedMillis(Run run, RequestLife life) {
    return run.history().windowMillis() + life.workMillis() + TOLERANCE_MILLIS;
  }

  private static String miscounted(Run run, RequestLife life) {
    return life.replies().isEmpty()
        ? life.name()
            + " was never answered; it was sent "
            + Texts.millis(run.end() - life.sent().at())
            + " before the end"
        : life.name() + " was answered " + life.replies().size() + " times";
  }

  private static String late(Run run, RequestLife life) {
    return life.name()
        + " was answered after "
        + Texts.millis(life.span().length())
        + ", allowed are "
        + Texts.millis(allowedMillis(run, life) * 1_000)
        + ": window "
        + run.history().windowMillis()
        + ", work "
        + life.workMillis()
        + ", tolerance "
        + TOLERANCE_MILLIS;
  }

  private static @Nullable String stalled(Run run, RequestLife life) {
    for (Event.Stalled stall : run.history().all(Event.Stalled.class)) {
      Span span = new Span(stall.at() - stall.millis() * 1_000, stall.at());
      if (life.span().shared(span) > STALL_MILLIS * 1_000) {
        return life.name()
            + " was late, but the harness itself stood still for "
            + stall.millis()
            + " ms meanwhile: this machine is too busy to judge";
      }
    }
    return null;
  }
}
