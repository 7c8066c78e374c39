package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.history.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The oracle: counts effects by the tokens that the harness's clients put into the arguments.
/// Knows nothing of what the code under test believes.
public final class EffectCounter {
  /// Of what none of them has left, or who did is not known.
  private static final int NOBODY = -1;

  private final Map<Long, Integer> generations = new HashMap<>();

  /// @param started tells whose process ids they are
  private EffectCounter(List<Event.DaemonStarted> started) {
    started.forEach(it -> generations.merge(it.pid(), it.generation(), (_, _) -> NOBODY));
  }

  /// One event for each token that was sent with an effect, and for each that was found without
  /// having been sent.
  ///
  /// @param happened everything so far
  public static List<Event.Effects> count(List<Driver.Effect> all, List<Event> happened, long at) {
    EffectCounter counter = new EffectCounter(of(happened, Event.DaemonStarted.class));
    Map<String, List<Driver.Effect>> found = new LinkedHashMap<>();
    all.forEach(it -> found.computeIfAbsent(it.token(), _ -> new ArrayList<>()).add(it));
    List<Event.Effects> effects = new ArrayList<>();
    for (Event.Sent request : of(happened, Event.Sent.class)) {
      List<Driver.Effect> mine = found.remove(request.token());
      if (mine != null || request.action().hasEffect()) {
        List<Driver.Effect> some = mine == null ? List.of() : mine;
        effects.add(counter.effects(at, request.request(), request.token(), some));
      }
    }
    found.forEach((token, mine) -> effects.add(counter.effects(at, -1, token, mine)));
    return effects;
  }

  private static <E extends Event> List<E> of(List<Event> all, Class<E> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private Event.Effects effects(long at, int request, String token, List<Driver.Effect> mine) {
    return new Event.Effects(
        at,
        request,
        token,
        mine.stream().map(Driver.Effect::row).toList(),
        mine.stream().map(Driver.Effect::key).toList(),
        generations(mine));
  }

  private @Nullable List<Integer> generations(List<Driver.Effect> mine) {
    return mine.stream().allMatch(it -> it.pid() == null)
        ? null
        : mine.stream().map(it -> generations.getOrDefault(it.pid(), NOBODY)).toList();
  }
}
