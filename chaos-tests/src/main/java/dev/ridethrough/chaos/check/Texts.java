package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import java.util.List;
import java.util.Locale;

/// Numbers as people read them.
final class Texts {
  private Texts() {}

  static String millis(long micros) {
    return String.format(Locale.ROOT, "%,d ms", micros / 1_000);
  }

  /// Why nothing can be said of a request that came late.
  static String stalled(RequestLife life, Event.Stalled stall) {
    return life.name()
        + " was late, but the harness itself stood still for "
        + stall.millis()
        + " ms meanwhile: this machine is too busy to judge";
  }

  static String list(List<?> values) {
    List<String> texts = values.stream().map(String::valueOf).toList();
    int last = texts.size() - 1;
    return last < 1
        ? String.join("", texts)
        : String.join(", ", texts.subList(0, last)) + " and " + texts.get(last);
  }
}
