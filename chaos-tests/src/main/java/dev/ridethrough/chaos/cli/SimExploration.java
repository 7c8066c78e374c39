package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Control;
import dev.ridethrough.chaos.check.Figure;
import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Requirement;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.explore.Controls;
import dev.ridethrough.chaos.explore.Corpus;
import dev.ridethrough.chaos.explore.Exploration;
import dev.ridethrough.chaos.explore.KnownFailures;
import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.explore.Worlds;
import dev.ridethrough.chaos.report.Final;
import dev.ridethrough.chaos.report.Pace;
import dev.ridethrough.chaos.report.Progress;
import dev.ridethrough.chaos.report.Setting;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Explores on the simulated machine, and says what came of it.
///
/// @param deliveries each scenario is run with each of them
/// @param today in UTC
record SimExploration(
    long seed,
    Duration time,
    int lanes,
    Sabotage sabotage,
    List<Delivery> deliveries,
    LocalDate today,
    ReportFolder folder) {
  private static final int SEEDS_PER_FILE = 3;

  /// Shorter runs leave out what takes long by itself.
  private static final Duration LARGE_FROM = Duration.ofMinutes(2);

  /// Explores; what came of it is printed and written.
  ///
  /// @return the exit status
  int run(Path corpus) throws IOException, BadScenarioException {
    PrintStream out = System.out;
    out.printf("seed %d, for %d s, %d at once%n", seed, time.toSeconds(), lanes);
    Summary summary = explore(corpus, SEEDS_PER_FILE, SimExploration::ofGate, List::of);
    out.print(new Terminal(Terminal.isPresent()).table(summary));
    out.println(Final.line(summary));
    return summary.verdict().exitCode();
  }

  /// As a part of a gate, which counts its faults on real processes.
  Summary share(Path corpus) throws IOException, BadScenarioException {
    return explore(corpus, 1, SimExploration::ofShare, Controls::inSim);
  }

  private static List<Requirement> ofGate(Exploration it, Set<Fault> possible) {
    return Requirement.ofGate(it.tally(), it.generated(), possible);
  }

  private static List<Requirement> ofShare(Exploration it, Set<Fault> unused) {
    return Requirement.ofShare(it.generated());
  }

  private Summary explore(
      Path corpus,
      int seeds,
      BiFunction<Exploration, Set<Fault>, List<Requirement>> required,
      Supplier<List<Control>> controls)
      throws IOException, BadScenarioException {
    List<Scenario> scenarios = scenarios(corpus, seeds);
    KnownFailures known = KnownFailures.read(corpus, Place.SIM, today);
    List<Control> controlled = controls.get();
    long start = System.nanoTime();
    Progress progress = new Progress(System.out, Terminal.isPresent(), time.toMillis());
    try (Worlds worlds = Worlds.of(deliveries, sabotage::simWorld)) {
      Exploration.Plan plan = new Exploration.Plan(seed, time, lanes, scenarios, known, sabotage);
      SimKeeper keeper = new SimKeeper(folder, progress, System.out, start);
      Exploration exploration = new Exploration(plan, worlds, keeper);
      exploration.run();
      progress.clear();
      Set<Fault> possible = EnumSet.allOf(Fault.class);
      possible.removeAll(worlds.impossible().keySet());
      GateVerdict verdict =
          GateVerdict.of(
              exploration.tally(),
              required.apply(exploration, possible),
              controlled,
              known.results());
      long nanos = System.nanoTime() - start;
      new Smallest(sabotage, seed, folder, System.out).save(keeper.failures());
      return finish(exploration, worlds, verdict, nanos);
    }
  }

  private Summary finish(Exploration it, Worlds worlds, GateVerdict verdict, long nanos)
      throws IOException {
    Tally tally = it.tally();
    Pace pace =
        Pace.of(tally.get(Figure.SCENARIOS), it.simulatedMicros(), nanos / 1_000_000)
            .withDigest(it.digest(), it.digested());
    Setting setting =
        new Setting(
            seed,
            worlds.name(),
            nanos / 1_000_000,
            it.generated(),
            worlds.impossible(),
            pace,
            null);
    Summary summary = Summary.of(setting, tally, verdict, folder.failures());
    folder.write(summary);
    return summary;
  }

  /// What failed before, then every file, each by its own seed and some that follow it.
  private List<Scenario> scenarios(Path corpus, int seeds)
      throws IOException, BadScenarioException {
    Set<Fault> impossible = sabotage.simWorld().impossible().keySet();
    boolean large = time.compareTo(LARGE_FROM) >= 0;
    return Stream.of(folder.failed().read(), Corpus.read(corpus, large), Corpus.inSim(corpus))
        .flatMap(List::stream)
        .filter(it -> Collections.disjoint(it.faults(), impossible))
        .flatMap(it -> IntStream.range(0, seeds).mapToObj(i -> it.withSeed(it.seed() + i)))
        .toList();
  }
}
