package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Figure;
import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.report.Pace;
import dev.ridethrough.chaos.report.Setting;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.World;
import java.io.IOException;
import java.util.Map;

/// Runs one scenario after the other in one world, keeps what they leave behind, and adds up what
/// is to be said of them. The verdict is on what they put to the test.
final class Rounds {
  /// Of runs that can be had again, nobody reads more.
  private static final int SAMPLE = 20;

  private final World world;
  private final ReportFolder folder;
  private final int failures;
  private final Map<Fault, String> impossible;
  private final Tally tally = new Tally();
  private final long start = System.nanoTime();
  private long lastedMicros;
  private int runs;
  private int broken;
  private int aimed;
  private int landed;

  /// One run.
  record Round(History history, Judgement judgement) {
    boolean isBroken() {
      return !judgement.broken().isEmpty();
    }

    /// Whether a fault was aimed at a kill point.
    boolean isAimed() {
      return Figure.FAULTS_AIMED.of(judgement.run()) > 0;
    }

    /// Whether each of them struck there.
    boolean hasLanded() {
      return Figure.FAULTS_LANDED.of(judgement.run()) == Figure.FAULTS_AIMED.of(judgement.run());
    }
  }

  /// @param failures how many are saved to be reproduced; more are counted only
  Rounds(World world, ReportFolder folder, int failures) {
    this.world = world;
    this.failures = failures;
    this.folder = folder;
    this.impossible = world.impossible();
  }

  /// Complains about a scenario that needs what can't be done in this world.
  void refuseImpossible(Scenario scenario) throws BadScenarioException {
    refuse(scenario, impossible);
  }

  /// The same, of any world.
  static void refuse(Scenario scenario, Map<Fault, String> impossible) throws BadScenarioException {
    for (Fault fault : scenario.faults()) {
      if (impossible.containsKey(fault)) {
        throw new BadScenarioException(
            "the scenario needs " + fault + ", which can't be done here: " + impossible.get(fault));
      }
    }
  }

  Round run(Scenario scenario) throws IOException {
    int index = ++runs;
    History history = world.run(scenario, index);
    boolean sampled = !world.isRepeatable() || index <= SAMPLE;
    if (sampled) {
      folder.saveHistory(index, history);
    }
    Round round = new Round(history, Judge.judge(history));
    add(round);
    boolean kept = round.isBroken() && broken <= failures;
    if (kept && !sampled) {
      folder.saveHistory(index, history);
    }
    if (kept || sampled) {
      folder.saveVerdict(index, round.judgement());
    }
    if (kept) {
      folder.saveFailure(index, history, round.judgement(), world.logs(index));
    }
    world.discard(index);
    return round;
  }

  private void add(Round round) {
    tally.add(round.judgement());
    lastedMicros += round.history().lastsMicros();
    broken += round.isBroken() ? 1 : 0;
    aimed += round.isAimed() ? 1 : 0;
    landed += round.isAimed() && round.hasLanded() ? 1 : 0;
  }

  Tally tally() {
    return tally;
  }

  int runs() {
    return runs;
  }

  int broken() {
    return broken;
  }

  /// For people: how many were broken, and in how many the faults struck where they were aimed.
  String counts() {
    String text = "broken in %d of %d runs".formatted(broken, runs);
    return aimed == 0
        ? text
        : text
            + "; what was aimed at a kill point struck there in %d of %d".formatted(landed, aimed);
  }

  /// Writes the reports.
  ///
  /// @param seed of the first run
  Summary finish(long seed) throws IOException {
    return finish(seed, GateVerdict.ofExercised(tally));
  }

  /// The same, with a verdict of one's own.
  Summary finish(long seed, GateVerdict verdict) throws IOException {
    long millis = (System.nanoTime() - start) / 1_000_000;
    Pace pace = world.isRepeatable() ? Pace.of(runs, lastedMicros, millis) : null;
    Setting setting =
        new Setting(seed, world.name(), millis, 0, impossible, pace, Costs.of(world.recording()));
    Summary summary = Summary.of(setting, tally, verdict, folder.failures());
    folder.write(summary);
    return summary;
  }
}
