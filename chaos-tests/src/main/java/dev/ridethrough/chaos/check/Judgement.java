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

  /// The same run, as if it had put nothing to the test but these.
  public Judgement only(List<Ruling> those) {
    Verdict nothing = new Verdict.Vacuous("a known failure puts nothing to the test");
    return new Judgement(
        run,
        rulings.stream()
            .map(it -> those.contains(it) ? it : new Ruling(it.promise(), nothing))
            .toList());
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
