package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Death.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a daemon goes that was told to terminate: it leaves its path first, so that nobody comes any
/// more, and ends within its drain limit, with status 0.
///
/// Struck while it started it owes nothing: the handler may not have been installed. One that
/// stands still drains nothing, and finds its limit gone when it continues. Not ending at all is no
/// way to owe nothing.
final class Departure {
  /// What a shutdown may take beyond the drain, to close what is open.
  private static final long CLOSE_MILLIS = 2_000;

  /// The exit status of what the harness had to kill, as it did not end.
  private static final int KILLED = 137;

  private final Run run;
  private final Generation generation;
  private final Event.FaultStruck strike;
  private final List<Witness> witnesses = new ArrayList<>();
  private @Nullable String doubt;

  private Departure(Run run, Generation generation, Event.FaultStruck strike) {
    this.run = run;
    this.generation = generation;
    this.strike = strike;
  }

  /// What was wrong with it; exercises nothing of its own.
  ///
  /// @param generation one that was only terminated
  static Finding of(Run run, Generation generation) {
    Departure it = new Departure(run, generation, generation.strike(Signal.SIGTERM).orElseThrow());
    if (!generation.stoodStillDying()) {
      it.end();
      it.status();
      it.path();
    }
    return new Finding(0, it.witnesses, it.doubt);
  }

  private void status() {
    Event.DaemonDied died = generation.died();
    boolean endless = died == null || died.status() == KILLED;
    boolean cut =
        run.lives().stream().anyMatch(it -> mayRun(it) && !PlannedIsInvisible.fitsDrain(run, it));
    if (cut || (generation.serving() == null && !endless)) {
      return;
    }
    if (died == null) {
      wrong(run.end(), "never exited");
    } else if (died.status() != 0) {
      wrong(died.at(), "exited with status " + died.status() + " instead of 0");
    }
  }

  /// Also what its client no longer waits for.
  private boolean mayRun(RequestLife life) {
    Event.Replied reply = life.reply();
    return life.sent().at() <= strike.at() && (reply == null || reply.at() > strike.at());
  }

  /// What had to be killed is told by its status.
  private void end() {
    Event.DaemonDied died = generation.died();
    if (generation.serving() == null || died == null || died.status() == KILLED) {
      return;
    }
    long limit =
        run.history().scenario().drainMillis() + CLOSE_MILLIS + run.tolerance().busyMillis();
    Span took = new Span(strike.at(), died.at());
    if (took.length() > limit * 1_000) {
      Span due = new Span(strike.at(), strike.at() + limit * 1_000);
      late(
          due, took, "exited only after " + Texts.millis(took.length()) + ", allowed are " + limit);
    }
  }

  /// Older histories tell nothing of paths.
  private void path() {
    long limit = run.tolerance().millis() * 1_000;
    Span due = new Span(strike.at(), strike.at() + limit);
    boolean watched = !run.history().all(Event.PathGone.class).isEmpty();
    if (!watched || generation.serving() == null || !livedOn(due.to()) || isImpaired(due)) {
      return;
    }
    Event.PathGone gone = generation.pathGone();
    if (gone == null) {
      late(due, due, "its socket was still at the path when it died");
    } else if (gone.at() > due.to()) {
      Span took = new Span(strike.at(), gone.at());
      String length = Texts.millis(took.length());
      late(due, took, "its socket was at the path for another " + length);
    }
  }

  private boolean livedOn(long at) {
    return generation.died() == null ? run.end() > at : generation.died().at() > at;
  }

  /// Also where something else is aimed at one of its threads, which is held until then.
  private boolean isImpaired(Span span) {
    return run.impairments().stream()
        .filter(it -> it.keepsFromServing(generation.number()) || it.begun().aimed())
        .anyMatch(it -> it.span().touches(span));
  }

  private void late(Span due, Span took, String what) {
    Event.Stalled stall = run.stall(took);
    if (stall == null) {
      wrong(due.to(), what);
    } else {
      doubt =
          "generation "
              + generation.number()
              + " left late, but the harness itself stood still for "
              + stall.millis()
              + " ms meanwhile: this machine is too busy to judge";
    }
  }

  private void wrong(long at, String what) {
    String sentence = "generation " + generation.number() + " got SIGTERM and " + what;
    witnesses.add(Witness.ofDaemon(at, sentence));
  }
}
