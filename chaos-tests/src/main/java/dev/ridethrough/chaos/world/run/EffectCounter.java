package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.history.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The oracle: counts effects by the tokens that the harness's clients put into the arguments.
/// Knows nothing of what the code under test believes.
final class EffectCounter {
  private EffectCounter() {}

  private record Rows(List<Long> ids, List<String> keys) {}

  /// One event for each token that was sent with an effect, and for each that was found without
  /// having been sent.
  static List<Event.Effects> count(List<Driver.Effect> all, List<Event.Sent> sent, long at) {
    Map<String, Rows> found = byToken(all);
    List<Event.Effects> effects = new ArrayList<>();
    for (Event.Sent request : sent) {
      Rows rows = found.remove(request.token());
      if (rows != null || request.action().hasEffect()) {
        Rows some = rows == null ? new Rows(List.of(), List.of()) : rows;
        effects.add(
            new Event.Effects(at, request.request(), request.token(), some.ids(), some.keys()));
      }
    }
    found.forEach(
        (token, rows) -> effects.add(new Event.Effects(at, -1, token, rows.ids(), rows.keys())));
    return effects;
  }

  private static Map<String, Rows> byToken(List<Driver.Effect> all) {
    Map<String, Rows> found = new LinkedHashMap<>();
    for (Driver.Effect effect : all) {
      Rows same =
          found.computeIfAbsent(
              effect.token(), _ -> new Rows(new ArrayList<>(), new ArrayList<>()));
      same.ids().add(effect.row());
      same.keys().add(effect.key());
    }
    return found;
  }
}
