package dev.ridethrough.chaos.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a checker found, before it is known whether the history can be relied upon.
///
/// @param exercised how often the promise was put to the test
/// @param witnesses where it was broken
/// @param doubt why the rest says nothing, or null
record Finding(long exercised, List<Witness> witnesses, @Nullable String doubt) {
  Finding {
    witnesses = List.copyOf(witnesses);
  }

  Finding(long exercised, List<Witness> witnesses) {
    this(exercised, witnesses, null);
  }
}
