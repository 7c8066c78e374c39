package dev.ridethrough.chaos.check;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The verdict on many histories, and what it rests on.
///
/// @param rulings one a promise, in the order of their numbers
/// @param requirements none for a run that is no gate
/// @param controls none for a run that is no gate
/// @param known what came of known failures; what they broke and may not is among the rulings
public record GateVerdict(
    Overall overall,
    List<Judgement.Ruling> rulings,
    List<Requirement> requirements,
    List<Control> controls,
    List<KnownResult> known) {
  public GateVerdict {
    rulings = List.copyOf(rulings);
    requirements = List.copyOf(requirements);
    controls = List.copyOf(controls);
    known = List.copyOf(known);
  }

  /// With no known failures.
  public static GateVerdict of(
      Tally tally, List<Requirement> requirements, List<Control> controls) {
    return of(tally, requirements, controls, List.of());
  }

  public static GateVerdict of(
      Tally tally,
      List<Requirement> requirements,
      List<Control> controls,
      List<KnownResult> known) {
    return of(tally, _ -> true, requirements, controls, known);
  }

  private static GateVerdict of(
      Tally tally,
      Predicate<Judgement.Ruling> counts,
      List<Requirement> requirements,
      List<Control> controls,
      List<KnownResult> known) {
    List<Judgement.Ruling> rulings = tally.rulings();
    Overall overall =
        rulings.stream()
            .filter(counts)
            .map(it -> Overall.of(it.verdict()))
            .reduce(Overall.HELD, Overall::worst);
    if (requirements.stream().anyMatch(it -> !it.isMet())) {
      overall = Overall.worst(overall, Overall.VACUOUS);
    }
    if (controls.stream().anyMatch(it -> !it.isAsExpected())
        || known.stream().anyMatch(it -> it.outcome().isInvalid())) {
      overall = Overall.worst(overall, Overall.INVALID);
    }
    return new GateVerdict(overall, rulings, requirements, controls, known);
  }

  /// The verdict on one history, or on several that are no gate.
  public static GateVerdict of(Tally tally) {
    return of(tally, List.of(), List.of());
  }

  /// The verdict on scenarios that need not put every promise to the test: on those that they do.
  public static GateVerdict ofExercised(Tally tally) {
    return ofExercised(tally, Requirement.ofRun(tally));
  }

  /// The same, with requirements of one's own.
  public static GateVerdict ofExercised(Tally tally, List<Requirement> requirements) {
    return ofExercised(tally, requirements, List.of(), List.of());
  }

  /// The same, of a part of a gate.
  public static GateVerdict ofExercised(
      Tally tally,
      List<Requirement> requirements,
      List<Control> controls,
      List<KnownResult> known) {
    Predicate<Judgement.Ruling> exercised = it -> !(it.verdict() instanceof Verdict.Vacuous);
    return of(tally, exercised, requirements, controls, known);
  }

  public Set<Promise> broken() {
    return rulings.stream()
        .filter(it -> it.verdict() instanceof Verdict.Broken)
        .map(Judgement.Ruling::promise)
        .collect(Collectors.toSet());
  }
}
