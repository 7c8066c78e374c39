package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Figure;
import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Requirement;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.explore.Corpus;
import dev.ridethrough.chaos.explore.Exploration;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.report.Final;
import dev.ridethrough.chaos.report.Progress;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.sim.SimWorld;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Explores on the simulated machine, and says what came of it.
record SimExploration(long seed, Duration time, int lanes, Sabotage sabotage, ReportFolder folder) {
  private static final int SEEDS_PER_FILE = 3;

  /// Shorter runs leave out what takes long by itself.
  private static final Duration LARGE_FROM = Duration.ofMinutes(2);

  /// @return the exit status
  int run(Path corpus) throws IOException, BadScenarioException {
    PrintStream out = System.out;
    out.printf("seed %d, for %d s, %d at once%n", seed, time.toSeconds(), lanes);
    long start = System.nanoTime();
    Progress progress = new Progress(out, Terminal.isPresent(), time.toMillis());
    try (SimWorld world = sabotage.simWorld()) {
      Exploration.Plan plan =
          new Exploration.Plan(seed, time, lanes, known(corpus, world), sabotage);
      SimKeeper keeper = new SimKeeper(folder, progress, out, start);
      Exploration exploration = new Exploration(plan, world, keeper);
      exploration.run();
      progress.clear();
      long nanos = System.nanoTime() - start;
      new Smallest(world, sabotage, seed, folder, out).save(keeper.failures());
      return finish(exploration, world, nanos, out);
    }
  }

  private int finish(Exploration it, SimWorld world, long nanos, PrintStream out)
      throws IOException {
    Tally tally = it.tally();
    Set<Fault> possible = EnumSet.allOf(Fault.class);
    possible.removeAll(world.impossible().keySet());
    List<Requirement> required = Requirement.ofGate(tally, it.generated(), possible);
    GateVerdict verdict = GateVerdict.of(tally, required, List.of());
    long digested = Math.min(it.generated(), Exploration.DIGESTED);
    Summary.Pace pace =
        Summary.Pace.of(tally.get(Figure.SCENARIOS), it.simulatedMicros(), nanos / 1_000_000)
            .withDigest(it.digest(), digested);
    Summary.Setting setting =
        new Summary.Setting(
            seed, world.name(), nanos / 1_000_000, it.generated(), world.impossible(), pace);
    Summary summary = Summary.of(setting, tally, verdict, folder.failures());
    folder.write(summary);
    out.print(new Terminal(Terminal.isPresent()).table(summary));
    out.println(Final.line(summary));
    return verdict.overall().exitCode();
  }

  /// Every file by its own seed and some that follow it.
  private List<Scenario> known(Path corpus, SimWorld world) throws BadScenarioException {
    return Corpus.read(corpus, time.compareTo(LARGE_FROM) >= 0).stream()
        .filter(it -> Collections.disjoint(it.faults(), world.impossible().keySet()))
        .flatMap(it -> IntStream.range(0, SEEDS_PER_FILE).mapToObj(i -> it.withSeed(it.seed() + i)))
        .toList();
  }
}
