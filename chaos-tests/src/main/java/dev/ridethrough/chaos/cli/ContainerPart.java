package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.explore.Corpus;
import dev.ridethrough.chaos.explore.Gate;
import dev.ridethrough.chaos.explore.KnownFailures;
import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.explore.Worlds;
import dev.ridethrough.chaos.report.Progress;
import dev.ridethrough.chaos.report.Setting;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.container.Engine;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The part of a gate that runs in containers: until enough daemons have died there.
///
/// @param deliveries each scenario is run with each of them
record ContainerPart(
    long seed,
    Path app,
    Sabotage sabotage,
    List<Delivery> deliveries,
    LocalDate today,
    ReportFolder folder,
    PrintStream out) {
  /// What can't be generated, since not every machine can do it, and what must be as elsewhere.
  private static final Set<String> CORPUS =
      Set.of("full-disk", "no-permission", "in-flight-at-sigterm");

  /// As many as two processors can serve in time: an engine needs some of it, too.
  private static final int LANES = 3;

  /// Enough have died long before, on a machine that is fit for a gate.
  private static final Duration MOST = Duration.ofMinutes(5);

  /// Whether there is one.
  enum Wanted {
    REQUIRED,
    AUTO,
    NONE
  }

  /// Why there can't be one, or null.
  static @Nullable String absence(Wanted wanted) {
    return wanted == Wanted.NONE ? "as --container none says" : Engine.absence();
  }

  Summary run(Path corpus) throws IOException, BadScenarioException {
    List<Scenario> scenarios =
        Corpus.read(corpus, false).stream().filter(it -> CORPUS.contains(it.name())).toList();
    long start = System.nanoTime();
    Progress progress = new Progress(out, Terminal.isPresent(), MOST.toMillis());
    try (Worlds worlds = Worlds.of(deliveries, it -> sabotage.containerWorld(app, it))) {
      KnownFailures known = KnownFailures.read(corpus, Place.CONTAINER, today);
      Gate.Plan plan =
          new Gate.Plan(Gate.Part.CONTAINERS, app, seed, MOST, LANES, scenarios, known, sabotage);
      Gate gate = new Gate(plan, worlds, new GateKeeper(folder, progress, start));
      GateVerdict verdict = gate.run();
      progress.clear();
      Setting setting =
          new Setting(
              seed,
              worlds.name(),
              (System.nanoTime() - start) / 1_000_000,
              gate.generated(),
              worlds.impossible(),
              null,
              Costs.of(worlds.recording()));
      Summary summary = Summary.of(setting, gate.tally(), verdict, folder.failures());
      folder.write(summary);
      return summary;
    }
  }
}
