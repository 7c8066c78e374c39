package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Tolerance;
import dev.ridethrough.chaos.explore.FailureKind;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.explore.Shrinker;
import dev.ridethrough.chaos.explore.Shrinker.Failed;
import dev.ridethrough.chaos.explore.Shrinker.Limits;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.World;
import dev.ridethrough.chaos.world.sim.SimWorld;
import dev.ridethrough.grace.Delivery;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Makes a schedule that was broken again as small as it can be, within a budget.
final class Smaller {
  private static final int RUNS = 5_000;
  private static final int SEEDS = 3;
  private static final int SIM_SEEDS = 10;

  /// How often a schedule is run on real processes until it counts as one that does not fail.
  private static final int MOST_ATTEMPTS = 5;

  private final Sabotage sabotage;
  private final Delivery delivery;
  private final long endNanos;
  private final PrintStream out;
  private final Told told;
  private int runs;

  Smaller(
      Sabotage sabotage, Delivery delivery, Duration budget, PrintStream out, boolean terminal) {
    this.sabotage = sabotage;
    this.delivery = delivery;
    this.endNanos = System.nanoTime() + budget.toNanos();
    this.out = out;
    this.told = new Told(out, terminal);
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  /// How often a schedule was run.
  int runs() {
    return runs;
  }

  /// On the simulated machine. What real processes would show, too, is made smaller only as far as
  /// they still would: their tolerance is larger.
  Failed inSim(World sim, FailureKind kind, Failed original) {
    Function<History, Judgement> real = it -> Judge.judge(it, Tolerance.REAL);
    boolean lasts = kind.isIn(real.apply(original.history()));
    Shrinker shrinker =
        new Shrinker(sim, sabotage, kind, original, new Limits(SEEDS, RUNS, left())).telling(told);
    return shrunk(lasts ? shrinker.judging(real) : shrinker);
  }

  /// On real processes: in simulated time first, where that costs nothing, and then only to see
  /// that what came of it fails here, too.
  ///
  /// @param same whether the simulated machine runs the same core
  /// @param share in which share of the runs it failed, more than 0
  Failed onProcesses(
      World processes, FailureKind kind, Failed original, boolean same, double share) {
    int attempts = Math.clamp((long) Math.ceil(1 / share), 1, MOST_ATTEMPTS);
    if (same) {
      Optional<Failed> confirmed =
          throughSim(kind, original)
              .flatMap(it -> failsOn(processes, kind, it.scenario(), attempts));
      if (confirmed.isPresent()) {
        return confirmed.get();
      }
    }
    return shrunk(
        new Shrinker(processes, sabotage, kind, original, new Limits(attempts, RUNS, left()))
            .telling(told));
  }

  private Failed shrunk(Shrinker shrinker) {
    Failed smallest = shrinker.shrink(Optional.empty());
    told.end();
    runs += shrinker.runs();
    return smallest;
  }

  private Optional<Failed> throughSim(FailureKind kind, Failed original) {
    try (SimWorld sim = sabotage.simWorld(delivery)) {
      Set<Fault> impossible = sim.impossible().keySet();
      if (!Collections.disjoint(original.scenario().faults(), impossible)) {
        return Optional.empty();
      }
      for (int i = 0; i < SIM_SEEDS && !left().isZero(); i++) {
        Scenario scenario = original.scenario().withSeed(i);
        History history = sim.run(sabotage.applied(scenario), i);
        Judgement judgement = Judge.judge(history, Tolerance.REAL);
        if (kind.isIn(judgement)) {
          return Optional.of(inSim(sim, kind, new Failed(scenario, history, judgement)));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Failed> failsOn(
      World processes, FailureKind kind, Scenario scenario, int attempts) {
    out.println("made smaller in simulated time; now on real processes");
    for (int i = 0; i < attempts && !left().isZero(); i++) {
      History history = processes.run(sabotage.applied(scenario), ++runs);
      processes.discard(runs);
      Judgement judgement = Judge.judge(history);
      if (kind.isIn(judgement) && Shrinker.missed(judgement) == 0) {
        return Optional.of(new Failed(scenario, history, judgement));
      }
    }
    out.println("there it is not broken: made smaller on real processes instead");
    return Optional.empty();
  }

  /// Tells how far it is: a line that changes on a terminal, else one every few seconds.
  private static final class Told implements Shrinker.Listener {
    private static final long PLAIN_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private long next = System.nanoTime() + PLAIN_NANOS;

    Told(PrintStream out, boolean terminal) {
      this.out = out;
      this.terminal = terminal;
    }

    @Override
    public void ran(int runs, Scenario smallest) {
      String line = "making it smaller, %d runs: %s".formatted(runs, Sizes.words(smallest));
      if (terminal) {
        out.printf("\r%-79s", line);
        out.flush();
      } else if (System.nanoTime() > next) {
        out.println(line);
        next = System.nanoTime() + PLAIN_NANOS;
      }
    }

    void end() {
      if (terminal) {
        out.printf("\r%79s\r", "");
      }
    }
  }
}
