package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.explore.Hunt;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.World;
import dev.ridethrough.chaos.world.sim.SimWorld;
import dev.ridethrough.grace.Grace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/// The first part of the demonstration: what simulated time finds happens on real processes, too.
record DemoHunt(Path app, PrintStream out) {
  private static final int TIMES = 3;

  /// Returns whether it does, and not with our proxy.
  boolean show() throws IOException {
    long seed = new SecureRandom().nextLong(1_000_000);
    out.printf(
        "Simulated time first: random schedules, until that retry executes a transfer twice.%n");
    Optional<Hunt.Found> found = hunt(seed);
    if (found.isEmpty()) {
      out.printf("   None did (seed %d).%n%n", seed);
      return false;
    }
    Scenario smallest = found.get().smallest();
    out.printf(
        Locale.ROOT,
        "   Schedule %,d of seed %d did, after %.1f s. All that it needs:%n",
        found.get().schedules(),
        seed,
        found.get().millis() / 1_000.0);
    out.printf(
        "     %d transfer%s, and a SIGKILL right before: %s%n",
        smallest.requests().size(),
        smallest.requests().size() == 1 ? "" : "s",
        smallest.lives().getFirst().death().aim().words());
    int naive = twice(Sabotage.RESEND_SAME_KEY, smallest);
    int ours = twice(Sabotage.NONE, smallest);
    out.printf(
        "   The same schedule on real processes: executed twice in %d of %d runs with that retry,"
            + " in %d of %d with Ridethrough.%n%n",
        naive, TIMES, ours, TIMES);
    return naive > 0 && ours == 0;
  }

  private static Optional<Hunt.Found> hunt(long seed) {
    long start = System.nanoTime();
    try (SimWorld world = Sabotage.RESEND_SAME_KEY.simWorld()) {
      return new Hunt(world, seed, start).run();
    }
  }

  /// In how many runs.
  private int twice(Sabotage sabotage, Scenario scenario) throws IOException {
    int count = 0;
    try (World world = sabotage.processWorld(app, Grace.DEFAULT_DELIVERY)) {
      for (int i = 1; i <= TIMES; i++) {
        Verdict verdict = Judge.judge(world.run(scenario, i)).verdict(Promise.NO_DUPLICATE);
        count += verdict instanceof Verdict.Broken ? 1 : 0;
      }
    }
    return count;
  }
}
