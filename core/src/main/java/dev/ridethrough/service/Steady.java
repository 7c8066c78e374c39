package dev.ridethrough.service;

import dev.ridethrough.machine.Machine;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Whether the same daemon has answered for a while. One that crashes over its first requests
/// answers, too.
final class Steady implements Predicate<Condition.Serving> {
  private static final Duration WHILE = Duration.ofSeconds(1);

  private final Machine machine;
  private Condition.@Nullable Serving first;
  private long since;

  Steady(Machine machine) {
    this.machine = machine;
  }

  @Override
  public boolean test(Condition.Serving now) {
    if (first == null || now.isAnother(first)) {
      first = now;
      since = machine.nanoTime();
    }
    return machine.nanoTime() - since >= WHILE.toNanos();
  }
}
