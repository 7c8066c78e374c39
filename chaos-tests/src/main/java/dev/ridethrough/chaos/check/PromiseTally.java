package dev.ridethrough.chaos.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One promise over many histories: BROKEN outranks INVALID, INVALID outranks VACUOUS, VACUOUS
/// outranks HELD. It is VACUOUS only when no history at all put it to the test.
final class PromiseTally {
  private final List<Witness> witnesses = new ArrayList<>();
  private long exercised;
  private @Nullable String invalid;
  private String vacuous = "no scenario was run";

  void add(Verdict verdict) {
    exercised += verdict.exercised();
    switch (verdict) {
      case Verdict.Held _ -> {}
      case Verdict.Broken it -> witnesses.addAll(it.witnesses());
      case Verdict.Vacuous it -> vacuous = it.reason();
      case Verdict.Invalid it -> invalid = invalid == null ? it.reason() : invalid;
    }
  }

  long broken() {
    return witnesses.size();
  }

  Verdict verdict() {
    if (!witnesses.isEmpty()) {
      return new Verdict.Broken(exercised, witnesses);
    }
    if (invalid != null) {
      return new Verdict.Invalid(exercised, invalid);
    }
    return exercised == 0 ? new Verdict.Vacuous(vacuous) : new Verdict.Held(exercised);
  }
}
