package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import java.util.ArrayList;
import java.util.List;

/// Promise 2: every request gets exactly one reply, and not late.
final class Finishes extends PromiseChecker {
  /// When the harness itself was not scheduled for longer, it can't say of a request that it was
  /// late.
  static final long STALL_MILLIS = 250;

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
      if (life.replies().size() > 1 || isMissing(life)) {
        witnesses.add(Witness.ofRequest(life, miscountedAt(run, life), miscounted(run, life)));
      }
      if (!isLate(run, life) || isMissing(life)) {
        continue;
      }
      Event.Stalled stall = run.stall(life.span());
      if (stall == null) {
        witnesses.add(Witness.ofRequest(life, due(run, life), late(run, life)));
      } else {
        doubt = Texts.stalled(life, stall);
      }
    }
    long exercised = run.lives().stream().filter(run::overlappedOutage).count();
    return new Finding(exercised, witnesses, doubt);
  }

  /// When the second reply came; or when the first should have.
  private static long miscountedAt(Run run, RequestLife life) {
    return life.replies().isEmpty()
        ? Math.min(due(run, life), run.end())
        : life.replies().get(1).at();
  }

  private static long due(Run run, RequestLife life) {
    return life.sent().at() + allowedMillis(run, life) * 1_000;
  }

  /// Who has cancelled a request waits for no reply.
  private static boolean isMissing(RequestLife life) {
    return life.replies().isEmpty() && !life.isCancelled();
  }

  static boolean isLate(Run run, RequestLife life) {
    return !life.sent().action().lasts()
        && life.awaited().length() > allowedMillis(run, life) * 1_000;
  }

  /// A window is for outages. Who met none has at most what a busy machine takes.
  private static long allowedMillis(Run run, RequestLife life) {
    long own = ownMillis(run, life);
    return isHurried(run, life)
        ? life.workMillis() + run.tolerance().busyMillis()
        : own + excusedMillis(run, life, own);
  }

  private static long ownMillis(Run run, RequestLife life) {
    return run.history().windowMillis() + workMillis(run, life) + run.tolerance().millis();
  }

  /// A window is charged only while nobody works: what a daemon had done of it when it died is done
  /// again by the next one, and by no other after that.
  private static long workMillis(Run run, RequestLife life) {
    boolean again = !run.sendsOnce() && run.deaths(life.awaited()) > 0;
    return again ? 2 * life.workMillis() : life.workMillis();
  }

  private static boolean isHurried(Run run, RequestLife life) {
    long busy = life.workMillis() + run.tolerance().busyMillis();
    return busy < ownMillis(run, life)
        && life.awaited().length() > busy * 1_000
        && Undisturbed.is(run, life);
  }

  /// The time that its proxy was held up, and each silence of a stopped daemon that may have been
  /// free. Only of what began before it was late anyhow.
  private static long excusedMillis(Run run, RequestLife life, long ownMillis) {
    long excused = 0;
    for (Impairment it : run.impairments()) {
      long due = life.sent().at() + (ownMillis + excused) * 1_000;
      if (it.span().from() > due || !it.span().touches(life.awaited())) {
        continue;
      }
      excused += it.fault().stopsDaemon() ? free(run, it) : 0;
      excused += it.holdsUp(life.sent().proxy()) ? it.span().shared(life.awaited()) / 1_000 : 0;
    }
    excused += Gathered.millis(run, life);
    // A client that gets another proxy in the middle of things asks it before it runs.
    return excused + run.startUpMillis(life.sent().proxy(), life.sent().at());
  }

  /// No longer than it lasted, and what it then takes to go on.
  private static long free(Run run, Impairment stop) {
    long lasted = stop.span().length() / 1_000 + run.tolerance().goingOnMillis();
    return Math.min(Silence.FREE_MILLIS, lasted);
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
    String end =
        life.isCancelled()
            ? " was not answered when it was cancelled, after "
            : " was answered after ";
    return life.name()
        + end
        + Texts.millis(life.awaited().length())
        + ", allowed are "
        + Texts.millis(allowed * 1_000)
        + ": "
        + (isHurried(run, life)
            ? "a daemon served all the time and nothing was in the way, work " + life.workMillis()
            : reasons(run, life, allowed));
  }

  private static String reasons(Run run, RequestLife life, long allowed) {
    long excused = allowed - ownMillis(run, life);
    return "window "
        + run.history().windowMillis()
        + ", work "
        + workMillis(run, life)
        + (excused == 0 ? "" : ", stopped daemon or held-up proxy " + excused)
        + ", tolerance "
        + run.tolerance().millis();
  }
}
