package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import java.util.ArrayList;
import java.util.List;

/// Promise 2: every request gets exactly one reply, and not late.
public final class Finishes extends PromiseChecker {
  /// A request is late when its outage budget and this are exceeded. Printed with every verdict.
  public static final long TOLERANCE_MILLIS = 500;

  /// When the harness itself was not scheduled for longer, it can't say of a request that it was
  /// late.
  public static final long STALL_MILLIS = 250;

  /// What a busy machine needs to start a proxy.
  private static final long START_UP_MILLIS = 3_000;

  /// What a process that was stopped may need until it works again.
  private static final long GOING_ON_MILLIS = 1_000;

  Finishes() {
    super(Promise.FINISHES, "no request overlapped an outage");
  }

  @Override
  Finding examine(Run run) {
    List<Witness> witnesses = new ArrayList<>();
    String doubt = null;
    for (RequestLife life : run.lives()) {
      if (life.excused()) {
        continue;
      }
      if (life.replies().size() != 1) {
        witnesses.add(new Witness(life.number(), miscounted(run, life)));
      }
      if (!isLate(run, life) || life.replies().isEmpty()) {
        continue;
      }
      Event.Stalled stall = run.stall(life.span());
      if (stall == null) {
        witnesses.add(new Witness(life.number(), late(run, life)));
      } else {
        doubt = Texts.stalled(life, stall);
      }
    }
    long exercised = run.lives().stream().filter(run::overlappedOutage).count();
    return new Finding(exercised, witnesses, doubt);
  }

  static boolean isLate(Run run, RequestLife life) {
    return life.span().length() > allowedMillis(run, life) * 1_000;
  }

  private static long allowedMillis(Run run, RequestLife life) {
    long own = run.history().windowMillis() + life.workMillis() + TOLERANCE_MILLIS;
    return own + excusedMillis(run, life, own);
  }

  /// The time that its proxy was held up, and each silence of a stopped daemon that may have been
  /// free. Only of what began before it was late anyhow.
  private static long excusedMillis(Run run, RequestLife life, long ownMillis) {
    long excused = 0;
    for (Impairment it : run.impairments()) {
      long due = life.sent().at() + (ownMillis + excused) * 1_000;
      if (it.span().from() > due || !it.span().touches(life.span())) {
        continue;
      }
      excused += it.fault().stopsDaemon() ? free(it) : 0;
      excused += it.holdsUp(life.sent().proxy()) ? it.span().shared(life.span()) / 1_000 : 0;
    }
    return excused + startUpMillis(run, life);
  }

  /// A client that gets another proxy in the middle of things asks it before it runs.
  private static long startUpMillis(Run run, RequestLife life) {
    int proxy = life.sent().proxy();
    return run.history().all(Event.ProxyStarted.class).stream()
        .filter(it -> it.proxy() == proxy && proxy >= run.history().scenario().proxies())
        .mapToLong(it -> START_UP_MILLIS - (life.sent().at() - it.at()) / 1_000)
        .filter(it -> it > 0)
        .sum();
  }

  /// No longer than it lasted, and what it then takes to go on.
  private static long free(Impairment stop) {
    return Math.min(Silence.FREE_MILLIS, stop.span().length() / 1_000 + GOING_ON_MILLIS);
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
    long allowed = allowedMillis(run, life);
    long excused = allowed - run.history().windowMillis() - life.workMillis() - TOLERANCE_MILLIS;
    return life.name()
        + " was answered after "
        + Texts.millis(life.span().length())
        + ", allowed are "
        + Texts.millis(allowed * 1_000)
        + ": window "
        + run.history().windowMillis()
        + ", work "
        + life.workMillis()
        + (excused == 0 ? "" : ", stopped daemon or held-up proxy " + excused)
        + ", tolerance "
        + TOLERANCE_MILLIS;
  }
}
