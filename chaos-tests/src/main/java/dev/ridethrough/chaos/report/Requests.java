package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.check.RequestLife;
import dev.ridethrough.chaos.check.Run;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What became of the requests of a run, without a judgement.
public final class Requests {
  private static final int SHOWN = 100;

  private Requests() {}

  /// One line each, with its end; of many the first hundred. Then why the harness failed, if it
  /// did.
  public static String lines(History history) {
    List<RequestLife> lives = Run.of(history).lives();
    List<String> lines = new ArrayList<>();
    lives.stream().limit(SHOWN).forEach(it -> lines.add(it.name() + ": " + fate(it)));
    if (lives.size() > SHOWN) {
      lines.add("and " + (lives.size() - SHOWN) + " more");
    }
    history.events().stream()
        .filter(Event.HarnessFailed.class::isInstance)
        .map(it -> "the harness failed: " + ((Event.HarnessFailed) it).message())
        .forEach(lines::add);
    return lines.stream()
        .map(it -> Plain.line(it) + System.lineSeparator())
        .collect(Collectors.joining());
  }

  private static String fate(RequestLife life) {
    String effects =
        life.effects() != null && life.hasEffect() ? "; effects: " + life.rows().size() : "";
    return replies(life) + effects;
  }

  private static String replies(RequestLife life) {
    String cancelled = life.isCancelled() ? "cancelled by its client, " : "";
    if (life.replies().isEmpty()) {
      return cancelled + "no reply";
    }
    return cancelled
        + life.replies().stream().map(Requests::reply).collect(Collectors.joining(", then "));
  }

  private static String reply(Event.Replied reply) {
    String outcome = reply.outcome().name().toLowerCase(Locale.ROOT);
    return reply.outcome() == Outcome.RESULT ? outcome : outcome + " (" + reply.detail() + ")";
  }
}
