package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Promise 4: what a reply says of the effect is so.
final class TellsTheTruth extends PromiseChecker {
  TellsTheTruth() {
    super(
        Promise.TELLS_THE_TRUTH,
        "no request with an effect ended as not_sent or unknown, or overlapped a daemon's death");
  }

  @Override
  Finding examine(Run run) {
    List<Witness> witnesses = new ArrayList<>();
    for (RequestLife life : run.lives()) {
      for (Event.Replied reply : life.replies()) {
        String lie = lie(run, life, reply);
        if (lie != null) {
          witnesses.add(Witness.ofRequest(life, reply.at(), life.name() + " " + lie));
        }
      }
      afterwards(run, life, witnesses);
    }
    return new Finding(run.lives().stream().filter(it -> exercises(run, it)).count(), witnesses);
  }

  private static boolean exercises(Run run, RequestLife life) {
    return life.hasEffect()
        && (life.endedAs(Outcome.NOT_SENT)
            || life.endedAs(Outcome.UNKNOWN)
            || (life.endedAs(Outcome.RESULT) && run.sawDeath(life.span())));
  }

  private static @Nullable String lie(Run run, RequestLife life, Event.Replied reply) {
    return switch (reply.outcome()) {
      case RESULT -> lieInResult(life, reply);
      case NOT_SENT -> noRows(life, "not_sent");
      case ERROR -> life.isCancelled() ? twoRows(life, "an error") : noRows(life, "an error");
      case UNKNOWN ->
          life.isCancelled() ? twoRows(life, "unknown") : lieInUnknown(run, life, reply);
    };
  }

  private static @Nullable String lieInResult(RequestLife life, Event.Replied reply) {
    if (life.effects() == null) {
      return null;
    }
    int expected = life.hasEffect() ? 1 : 0;
    Long row = reply.row();
    if (life.rows().size() != expected) {
      return "got a result, which stands for "
          + (expected == 1 ? "exactly 1 row" : "no row")
          + ", but left "
          + rows(life);
    }
    return row == null || life.rows().contains(row)
        ? null
        : "was told row " + row + ", but left " + rows(life);
  }

  private static @Nullable String noRows(RequestLife life, String told) {
    return life.rows().isEmpty() ? null : "was told " + told + ", but left " + rows(life);
  }

  /// Whoever cancels a request that runs may be told anything, but it runs once at most.
  private static @Nullable String twoRows(RequestLife life, String told) {
    return life.rows().size() < 2
        ? null
        : "was told " + told + ", which stands for 1 row at most, but left " + rows(life);
  }

  private static @Nullable String lieInUnknown(Run run, RequestLife life, Event.Replied reply) {
    String twice = twoRows(life, "unknown");
    if (twice != null) {
      return twice;
    }
    Span span = new Span(life.sent().at(), reply.at());
    // In a history that breaks off, the death may just not have been noted.
    if (run.doubt() != null) {
      return null;
    }
    if (run.fellSilent(span)) {
      return null;
    }
    if (!run.sawDeath(span)) {
      return "was told unknown, though no daemon died meanwhile, or stood still for long enough";
    }
    // A row shows that it was received, whoever received it.
    return life.rows().isEmpty() && !run.sawDeathOfGreeter(span)
        ? "was told unknown, though nobody died meanwhile to whom it could have been written"
        : lateDoubt(run, life, span);
  }

  /// Who sends at most once learns of a death from the connection, at once, and has nothing to wait
  /// for: what comes later is about a daemon that lives.
  private static @Nullable String lateDoubt(Run run, RequestLife life, Span span) {
    long died = Math.max(span.from(), run.lastDeath(span));
    Span since = new Span(died, span.to());
    long idle = since.length() - run.heldUp(life, since);
    boolean prompt = idle <= run.tolerance().busyMillis() * 1_000;
    return prompt || !run.sendsOnce() || mayBeHeld(run, life, since)
        ? null
        : "was told unknown only "
            + Texts.millis(since.length())
            + " after the last death that can have been the reason";
  }

  /// Whether something was aimed at one of its threads, which then stands still until it strikes,
  /// or nobody can say how long anything took.
  private static boolean mayBeHeld(Run run, RequestLife life, Span span) {
    return run.stall(span) != null
        || run.startedLate(life.sent().proxy(), span.from())
        || run.impairments().stream().anyMatch(it -> it.begun().aimed() && it.span().touches(span));
  }

  /// What had not been written to a daemon when that was stopped, and was answered before it went
  /// on, it must not start any more.
  private static void afterwards(Run run, RequestLife life, List<Witness> witnesses) {
    Event.Replied reply = life.reply();
    Event.Effects effects = life.effects();
    List<Integer> by = effects == null ? null : effects.generations();
    if (reply == null || by == null) {
      return;
    }
    run.history().all(Event.Stood.class).stream()
        .filter(it -> it.request() == life.number() && it.isUnwritten())
        .filter(it -> by.contains(it.generation()))
        .filter(it -> run.stoodStill(it.generation(), new Span(it.at(), reply.at())))
        .findFirst()
        .ifPresent(it -> witnesses.add(Witness.ofRequest(life, reply.at(), ghost(life, it))));
  }

  private static String ghost(RequestLife life, Event.Stood stood) {
    return life.name()
        + " was answered while generation "
        + stood.generation()
        + " stood still, which had not been sent it by then, and executed it afterwards: "
        + rows(life);
  }

  private static String rows(RequestLife life) {
    Event.Effects effects = life.effects();
    if (effects == null || effects.rows().isEmpty()) {
      return "none";
    }
    int count = effects.rows().size();
    return count == 1 ? Rows.named(effects) : count + ": " + Rows.named(effects);
  }
}
