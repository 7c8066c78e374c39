package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.report.Final;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.sim.Probe;
import dev.ridethrough.chaos.world.sim.SimWorld;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/// One scenario on the simulated machine, by its seed and those that follow it.
record SimRuns(Scenario scenario, int times, Sabotage sabotage, ReportFolder folder) {
  /// More histories than this nobody reads, unless they are of failures.
  private static final int SAVED = 20;

  /// So many failures are saved and shown; the others are counted.
  private static final int FAILURES = 10;

  /// @return the exit status
  int run() throws IOException, BadScenarioException {
    PrintStream out = System.out;
    long first = scenario.seed();
    out.printf("seeds %d to %d%n", first, first + times - 1);
    long start = System.nanoTime();
    Tally tally = new Tally();
    Duration simulated = Duration.ZERO;
    int broken = 0;
    try (SimWorld world = sabotage.simWorld()) {
      Rounds.refuseImpossible(scenario, world);
      for (int i = 1; i <= times; i++) {
        SimWorld.Result result = world.run(scenario.withSeed(first + i - 1), Probe.NONE);
        simulated = simulated.plus(result.time());
        broken += judge(i, result.history(), tally, broken, out) ? 1 : 0;
      }
      long nanos = System.nanoTime() - start;
      Summary.Pace pace = pace(times, simulated, nanos, null, 0);
      GateVerdict verdict = GateVerdict.ofExercised(tally);
      Summary.Setting setting =
          new Summary.Setting(first, "sim", nanos / 1_000_000, 0, world.impossible(), pace);
      Summary summary = Summary.of(setting, tally, verdict, folder.failures());
      folder.write(summary);
      out.print(new Terminal(Terminal.isPresent()).table(summary));
      out.printf("broken in %d of %d runs%n", broken, times);
      out.println(Final.line(summary));
      return verdict.overall().exitCode();
    }
  }

  static Summary.Pace pace(
      long scenarios,
      Duration simulated,
      long nanos,
      @org.jspecify.annotations.Nullable String digest,
      long digested) {
    double seconds = Math.max(1, nanos) / 1e9;
    double ratio = simulated.toNanos() / 1e9 / seconds;
    return new Summary.Pace(scenarios / seconds, ratio, digest, digested);
  }

  /// Whether a promise was broken.
  private boolean judge(int index, History history, Tally tally, int before, PrintStream out)
      throws IOException {
    Judgement judgement = Judge.judge(history);
    tally.add(judgement);
    boolean broken = !judgement.broken().isEmpty();
    if (index <= SAVED) {
      folder.saveHistory(index, history);
    }
    if (broken && before < FAILURES) {
      folder.saveSmallest(index, history.scenario(), history, judgement);
      out.printf("seed %d:%n", history.scenario().seed());
      Witnesses.show(out, history, judgement);
    }
    return broken;
  }
}
