package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Life;
import java.util.Optional;

/// The harness holds a daemon's threads at a kill point until enough of them stand there. To their
/// clients the daemon works meanwhile.
final class Gathered {
  private Gathered() {}

  /// For how long daemons that served may have been held with the request in their hands.
  static long millis(Run run, RequestLife life) {
    return run.generations().stream()
        .flatMap(it -> held(run, it).stream())
        .mapToLong(it -> it.shared(life.awaited()) / 1_000)
        .sum();
  }

  private static Optional<Span> held(Run run, Generation generation) {
    Event.DaemonServing serving = generation.serving();
    return serving == null
        ? Optional.empty()
        : generation.strikes().stream()
            .filter(it -> it.aimed() && it.at() >= serving.at() && gathers(run, it.aim()))
            .map(it -> new Span(serving.at(), it.at()))
            .findFirst();
  }

  private static boolean gathers(Run run, String aim) {
    return run.history().scenario().lives().stream()
        .map(Life::death)
        .anyMatch(it ->
            it.aim() instanceof Aim.Point point && point.gather() > 1 && point.words().equals(aim));
  }
}
