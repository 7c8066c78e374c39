package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Judgement.Ruling;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import java.util.Optional;

/// What tells one failure from another, as far as that can be told before anybody has looked.
///
/// @param broken whether the promise is broken; else it could not be judged
/// @param faults the first ones that struck
public record FailureKind(Promise promise, boolean broken, String faults) {

  /// What is wrong with a run, or nothing.
  public static Optional<FailureKind> of(History history, Judgement judgement) {
    return judgement.rulings().stream()
        .filter(it -> isBroken(it) || it.verdict() instanceof Verdict.Invalid)
        .sorted((one, other) -> Boolean.compare(isBroken(other), isBroken(one)))
        .findFirst()
        .map(it -> new FailureKind(it.promise(), isBroken(it), faults(history)));
  }

  private static boolean isBroken(Ruling ruling) {
    return ruling.verdict() instanceof Verdict.Broken;
  }

  private static String faults(History history) {
    String struck =
        history.all(Event.FaultStruck.class).stream()
            .findFirst()
            .map(it -> it.signal().name())
            .orElse("");
    return history.all(Event.Disturbed.class).stream()
        .findFirst()
        .map(it -> it.fault() + " " + struck)
        .orElse(struck);
  }

  /// Whether that run failed in the same way, whatever struck it.
  boolean isIn(Judgement judgement) {
    Verdict verdict = judgement.verdict(promise);
    return broken ? verdict instanceof Verdict.Broken : verdict instanceof Verdict.Invalid;
  }
}
