package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Promise 1: the effect of a request exists at most once. Counted by the token that the client put
/// into the arguments; the request keys, which the code under test makes up itself, are only a
/// second check.
final class NoDuplicate extends PromiseChecker {
  NoDuplicate() {
    super(
        Promise.NO_DUPLICATE, "no request with an effect overlapped a daemon's death or an outage");
  }

  @Override
  Finding examine(Run run) {
    List<Event.Effects> counted = run.history().all(Event.Effects.class);
    List<Witness> witnesses = new ArrayList<>();
    for (Event.Effects effects : counted) {
      if (effects.request() < 0) {
        foreign(run, effects, witnesses);
      } else if (effects.rows().size() > 1) {
        String sentence = "request " + effects.request() + Rows.severalTimes(effects);
        witnesses.add(new Witness(effects.request(), -1, again(run, effects), sentence));
      }
    }
    keys(run, counted, witnesses);
    return new Finding(run.lives().stream().filter(it -> exercises(run, it)).count(), witnesses);
  }

  private static boolean exercises(Run run, RequestLife life) {
    return life.hasEffect() && (run.overlappedOutage(life) || run.sawDeath(life.span()));
  }

  /// When the second row was there: by the reply that names it, or any later one; else by the last
  /// reply.
  private static long again(Run run, Event.Effects effects) {
    List<Long> more = effects.rows().subList(1, effects.rows().size());
    List<Event.Replied> replies =
        run.lives().stream()
            .filter(it -> it.number() == effects.request())
            .flatMap(it -> it.replies().stream())
            .toList();
    return replies.stream()
        .filter(it -> it.row() != null && more.contains(it.row()))
        .findFirst()
        .or(() -> replies.reversed().stream().findFirst())
        .map(Event.Replied::at)
        .orElse(Witness.NEVER);
  }

  /// In a history that breaks off, the sending may just not have been noted.
  private static void foreign(Run run, Event.Effects effects, List<Witness> witnesses) {
    if (run.doubt() == null && !effects.rows().isEmpty()) {
      String sentence = Rows.named(effects) + " carry a token that nobody sent: " + effects.token();
      witnesses.add(Witness.ofDaemon(Witness.NEVER, sentence));
    }
  }

  /// A target without request keys leaves them empty.
  private static void keys(Run run, List<Event.Effects> counted, List<Witness> witnesses) {
    Map<String, Event.Effects> owners = new HashMap<>();
    for (Event.Effects effects : counted) {
      for (String key : effects.keys()) {
        Event.Effects other = key.isEmpty() ? null : owners.putIfAbsent(key, effects);
        if (other != null && !other.token().equals(effects.token())) {
          witnesses.add(
              new Witness(
                  effects.request(),
                  -1,
                  answered(run, effects.request()),
                  "the request key "
                      + key
                      + " is in rows of two requests: "
                      + other.request()
                      + " and "
                      + effects.request()));
        }
      }
    }
  }

  private static long answered(Run run, int request) {
    return run.lives().stream()
        .filter(it -> it.number() == request && it.reply() != null)
        .findFirst()
        .map(it -> it.span().to())
        .orElse(Witness.NEVER);
  }
}
