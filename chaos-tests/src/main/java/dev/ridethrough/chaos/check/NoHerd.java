package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import java.util.ArrayList;
import java.util.List;

/// Promise 9: a hundred waiting requests stampede nobody. Counted by something at the path that
/// accepts and hangs up; then they are all served, soon.
final class NoHerd extends PromiseChecker {
  /// Fewer are no herd.
  static final int HERD = 100;

  /// The shortest pause between two attempts of a request that has waited for a while. A hundred
  /// that go on at 20 to 50 ms leave no processor to the daemon that starts.
  private static final long POLL_MILLIS = 200;

  /// Until then: the first attempt, those when the watch sees the path change, and some quick ones.
  private static final long QUICK = 10;

  /// In percent. With pauses of 200 to 500 ms at random 14 in 100 come in each 50 ms on average; on
  /// a machine with more to run than processors twice as many.
  private static final long SHARE = 75;

  /// A handful may come together by chance.
  private static final long HANDFUL = 20;

  /// How long a daemon that serves may take for all of them.
  private static final long SETTLE_MILLIS = 2_000;

  /// Those who waited while their attempts were counted.
  private record Herd(Event.Attempts attempts, Span span, List<RequestLife> waiting) {
    boolean isCrowd() {
      return waiting.size() >= HERD && attempts.processes() >= 1;
    }

    String name() {
      return waiting.size() + " waiting requests in " + attempts.processes() + " proxies";
    }
  }

  NoHerd() {
    super(Promise.NO_HERD, "no " + HERD + " requests waited while their attempts were counted");
  }

  @Override
  Finding examine(Run run) {
    List<Witness> witnesses = new ArrayList<>();
    String doubt = null;
    long exercised = 0;
    for (Herd herd : herds(run)) {
      exercised += herd.isCrowd() ? herd.waiting().size() : 0;
      tooMany(herd, witnesses);
      doubt = together(run, herd, witnesses) ? "the harness stood still while it counted" : doubt;
      for (RequestLife life : herd.waiting()) {
        doubt = served(run, herd, life, witnesses) ? "the harness stood still meanwhile" : doubt;
      }
    }
    return new Finding(exercised, witnesses, doubt);
  }

  private static List<Herd> herds(Run run) {
    List<Herd> herds = new ArrayList<>();
    for (Event.Attempts attempts : run.history().all(Event.Attempts.class)) {
      run.impairments().stream()
          .filter(it -> it.begun().number() == attempts.number())
          .map(it -> new Herd(attempts, it.span(), waiting(run, it.span())))
          .forEach(herds::add);
    }
    return herds;
  }

  private static List<RequestLife> waiting(Run run, Span span) {
    return run.lives().stream().filter(it -> it.awaited().overlaps(span)).toList();
  }

  private static void tooMany(Herd herd, List<Witness> witnesses) {
    Event.Attempts it = herd.attempts();
    long allowed = herd.waiting().size() * (it.millis() / POLL_MILLIS + QUICK);
    if (it.connections() > allowed) {
      String sentence = " connected " + it.connections() + " times in " + it.millis() + " ms";
      witnesses.add(Witness.ofDaemon(it.at(), herd.name() + sentence + ", allowed are " + allowed));
    }
  }

  /// Returns whether the harness can't tell, since it may have counted together what came apart.
  private static boolean together(Run run, Herd herd, List<Witness> witnesses) {
    long busiest = herd.attempts().busiest();
    long allowed = Math.max(HANDFUL, herd.waiting().size() * SHARE / 100);
    if (busiest <= allowed) {
      return false;
    }
    boolean stalled =
        run.history().all(Event.Stalled.class).stream()
            .map(it -> new Span(it.at() - it.millis() * 1_000, it.at()))
            .anyMatch(herd.span()::touches);
    if (!stalled) {
      String sentence = " connected " + busiest + " times within 50 ms, allowed are " + allowed;
      witnesses.add(Witness.ofDaemon(herd.attempts().at(), herd.name() + sentence));
    }
    return stalled;
  }

  /// Returns whether the harness can't tell.
  private static boolean served(Run run, Herd herd, RequestLife life, List<Witness> witnesses) {
    if (RidesOut.wasAbandoned(run, life)) {
      witnesses.add(
          Witness.ofRequest(life, life.span().to(), life.name() + " was given up in a herd"));
    }
    long millis = servedMillis(run, herd, life);
    if (life.replies().isEmpty() || millis <= SETTLE_MILLIS + life.workMillis()) {
      return false;
    }
    boolean stalled = run.stall(life.span()) != null;
    if (!stalled) {
      String sentence =
          life.name()
              + " was answered only when a daemon had served for "
              + millis
              + " ms after "
              + herd.name();
      witnesses.add(Witness.ofRequest(life, life.span().to(), sentence));
    }
    return stalled;
  }

  /// How long a daemon served after that, until it was answered.
  private static long servedMillis(Run run, Herd herd, RequestLife life) {
    long from = herd.span().to();
    Span after = new Span(from, Math.max(from, life.awaited().to()));
    long served =
        run.generations().stream()
            .flatMap(it -> it.servingSpans().stream())
            .mapToLong(after::shared)
            .sum();
    return (served - run.heldUp(life, after)) / 1_000;
  }
}
