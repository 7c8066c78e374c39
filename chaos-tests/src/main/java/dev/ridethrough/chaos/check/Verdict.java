package dev.ridethrough.chaos.check;

import java.util.List;

/// What a checker says of one promise in one history, or over many.
public sealed interface Verdict {
  /// How often the promise was put to the test.
  long exercised();

  record Held(long exercised) implements Verdict {}

  record Broken(long exercised, List<Witness> witnesses) implements Verdict {
    public Broken {
      witnesses = List.copyOf(witnesses);
    }
  }

  /// Never put to the test: says nothing.
  record Vacuous(String reason) implements Verdict {
    @Override
    public long exercised() {
      return 0;
    }
  }

  /// The harness failed, or the machine stalled.
  record Invalid(long exercised, String reason) implements Verdict {}
}
