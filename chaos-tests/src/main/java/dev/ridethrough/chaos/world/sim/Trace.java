package dev.ridethrough.chaos.world.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happened in a run, step by step: for a person who looks for the place where two runs part.
public final class Trace {
  private static final int CONTEXT = 5;

  private final List<Step> steps = new ArrayList<>();

  /// One thing that happened.
  ///
  /// @param number of the scheduler's step
  /// @param what `runs`, or the operation and its phase
  public record Step(long number, long nanos, String process, String thread, String what) {
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public String toString() {
      return "%6d %12.6f s  %s, %s: %s"
          .formatted(number, nanos / NANOS_PER_SECOND, process, thread, what);
    }
  }

  void add(Step step) {
    steps.add(step);
  }

  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /// The first step at which two runs differ, with what came before it; empty when they don't.
  public static Optional<String> divergence(Trace one, Trace other) {
    int common = Math.min(one.steps.size(), other.steps.size());
    for (int i = 0; i < common; i++) {
      if (!one.steps.get(i).equals(other.steps.get(i))) {
        return Optional.of(one.around(i, "one:   ") + "other: " + other.steps.get(i) + "\n");
      }
    }
    if (one.steps.size() == other.steps.size()) {
      return Optional.empty();
    }
    Trace longer = one.steps.size() > common ? one : other;
    return Optional.of(longer.around(common, "only in one: "));
  }

  private String around(int index, String label) {
    StringBuilder text = new StringBuilder();
    for (Step step : steps.subList(Math.max(0, index - CONTEXT), index)) {
      text.append("both:  ").append(step).append('\n');
    }
    return text.append(label).append(steps.get(index)).append('\n').toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    steps.forEach(step -> text.append(step).append('\n'));
    return text.toString();
  }
}
