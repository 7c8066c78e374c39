package dev.ridethrough.chaos.world.sim;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Runs sequences on both machines, compares what came of them, and counts.
final class StoreConformance implements AutoCloseable {
  /// So often a sequence may have to be run again because the real machine stood still.
  private static final int MOST_STALLS = 5;

  private static final int ENOUGH_CALLS = 8;

  private final StoreChildren children = new StoreChildren();
  private final long begun = System.nanoTime();
  private int agreed;
  private int tooShort;
  private int calls;
  private int kills;
  private int waits;
  private int refusedKeys;
  private int stalls;

  /// @return what was done and what came of it
  /// @throws AssertionError when the machines disagree
  synchronized List<StoreLine> check(List<StoreStep> steps, long seed) {
    List<StoreLine> simulated = onSimulated(steps, seed);
    for (int stalledBefore = 0; ; stalledBefore++) {
      var world = new StoreRealWorld(children, simulated);
      List<StoreLine> real = onReal(world, steps, simulated);
      if (real.equals(simulated)) {
        count(real);
        return real;
      }
      if (!world.stalled() || stalledBefore == MOST_STALLS) {
        throw new AssertionError(difference(simulated, real));
      }
      stalls++;
    }
  }

  private static List<StoreLine> onSimulated(List<StoreStep> steps, long seed) {
    try (var world = new StoreSimWorld(seed)) {
      return StoreRun.run(world, steps);
    }
  }

  private static List<StoreLine> onReal(
      StoreRealWorld world, List<StoreStep> steps, List<StoreLine> simulated) {
    try (world) {
      return StoreRun.run(world, steps, simulated);
    }
  }

  private void count(List<StoreLine> lines) {
    int made = (int) lines.stream().filter(StoreLine::isCall).count();
    agreed++;
    calls += made;
    tooShort += made < ENOUGH_CALLS ? 1 : 0;
    kills += (int) lines.stream().filter(line -> line.what().startsWith("KILL")).count();
    refusedKeys +=
        (int)
            lines.stream()
                .flatMap(line -> line.answers().stream())
                .filter(answer -> answer.text().contains(StoreKind.DUPLICATE.name()))
                .count();
    waits += (int) lines.stream().filter(line -> line.isCall() && line.answers().isEmpty()).count();
  }

  private static String difference(List<StoreLine> simulated, List<StoreLine> real) {
    var text = new StringBuilder("The simulated and the real store disagree.\n");
    for (int i = 0; i < Math.max(simulated.size(), real.size()); i++) {
      StoreLine left = i < simulated.size() ? simulated.get(i) : null;
      StoreLine right = i < real.size() ? real.get(i) : null;
      if (Objects.equals(left, right)) {
        text.append("  ").append(left).append('\n');
      } else {
        text.append("simulated: ").append(left).append("\nreal:      ").append(right).append('\n');
        break; // what follows is another story
      }
    }
    return text.toString();
  }

  /// How many ran and agreed, for people.
  String summary() {
    return ("Store conformance: %d sequences ran on both machines and agreed"
            + " (%d of them with at least %d calls; %d calls, %d of them had to wait;"
            + " %d met a key that was taken; %d kills; %d repeated because the machine stalled; %d s)")
        .formatted(
            agreed,
            agreed - tooShort,
            ENOUGH_CALLS,
            calls,
            waits,
            refusedKeys,
            kills,
            stalls,
            TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
  }

  @Override
  public synchronized void close() {
    children.close();
  }
}
