package dev.ridethrough.chaos.check;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A scenario whose verdict is known beforehand, so that a gate that can't tell good from bad is
/// found out.
///
/// @param broken the promise that must be among the broken ones, or null when none is expected to
///   be
/// @param actuallyBroken the promises that were broken
public record Control(
    String name,
    Overall expected,
    @Nullable Promise broken,
    Overall actual,
    Set<Promise> actuallyBroken) {
  public Control {
    actuallyBroken = Set.copyOf(actuallyBroken);
  }

  public static Control of(
      String name, Overall expected, @Nullable Promise broken, GateVerdict actual) {
    return new Control(name, expected, broken, actual.overall(), actual.broken());
  }

  public boolean isAsExpected() {
    return expected == actual && (broken == null || actuallyBroken.contains(broken));
  }
}
