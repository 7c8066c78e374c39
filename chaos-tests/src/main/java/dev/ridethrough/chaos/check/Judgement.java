package dev.ridethrough.chaos.check;

import java.util.List;

/// What is to be said of one history.
///
/// @param rulings one a promise, in the order of their numbers
public record Judgement(Run run, List<Ruling> rulings) {
  public record Ruling(Promise promise, Verdict verdict) {}

  public Judgement {
    rulings = List.copyOf(rulings);
  }

  public Verdict verdict(Promise promise) {
    return rulings.stream()
        .filter(it -> it.promise() == promise)
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  /// Whether everything could be judged.
  public boolean isValid() {
    return rulings.stream().noneMatch(it -> it.verdict() instanceof Verdict.Invalid);
  }

  /// Those that are broken, with their witnesses.
  public List<Ruling> broken() {
    return rulings.stream().filter(it -> it.verdict() instanceof Verdict.Broken).toList();
  }
}
