package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import java.util.ArrayList;
import java.util.List;

/// Rows of the ledger as people read them, with the generation that left each.
final class Rows {
  private Rows() {}

  /// `row 7 (generation 1)`, `rows 7 and 8`; without the generation where nobody knows it.
  static String named(Event.Effects effects) {
    return (effects.rows().size() == 1 ? "row " : "rows ") + Texts.list(each(effects));
  }

  private static List<String> each(Event.Effects effects) {
    List<Integer> generations = generations(effects);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < effects.rows().size(); i++) {
      String writer = generations.isEmpty() ? "" : " (generation " + generations.get(i) + ")";
      texts.add(effects.rows().get(i) + writer);
    }
    return texts;
  }

  /// Which generation left each row, in their order; none unless all are known.
  private static List<Integer> generations(Event.Effects effects) {
    List<Integer> known = effects.generations();
    return known == null || known.contains(-1) ? List.of() : known;
  }

  /// What happened to a request that left several rows. Their numbers tell their order.
  static String severalTimes(Event.Effects effects) {
    List<Integer> by = generations(effects);
    String times = " was executed " + effects.rows().size() + " times";
    if (by.size() == 2 && !by.getFirst().equals(by.getLast())) {
      return " was executed by generation "
          + by.getLast()
          + " after generation "
          + by.getFirst()
          + " had committed it: rows "
          + Texts.list(effects.rows());
    }
    return !by.isEmpty() && by.stream().distinct().count() == 1
        ? times + " by generation " + by.getFirst() + ": rows " + Texts.list(effects.rows())
        : times + ": " + named(effects);
  }
}
