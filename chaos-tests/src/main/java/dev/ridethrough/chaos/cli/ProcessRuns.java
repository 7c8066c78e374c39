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
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.World;
import dev.ridethrough.chaos.world.process.ProcessWorld;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/// One scenario on real processes, some times.
record ProcessRuns(Scenario scenario, int times, Path app, Sabotage sabotage, ReportFolder folder) {

  /// @return the exit status
  int run() throws IOException, BadScenarioException {
    PrintStream out = System.out;
    long start = System.nanoTime();
    Tally tally = new Tally();
    int broken = 0;
    Map<Fault, String> impossible;
    try (ProcessWorld world = sabotage.processWorld(app)) {
      refuseImpossible(scenario, world);
      impossible = world.impossible();
      for (int i = 1; i <= times; i++) {
        broken += run(world, i, tally, out) ? 1 : 0;
      }
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    GateVerdict verdict = GateVerdict.ofExercised(tally);
    Summary.Setting setting = new Summary.Setting(0, "process", millis, 0, impossible);
    Summary summary = Summary.of(setting, tally, verdict, folder.failures());
    folder.write(summary);
    out.print(new Terminal(Terminal.isPresent()).table(summary));
    out.printf("broken in %d of %d runs%n", broken, times);
    out.println(Final.line(summary));
    return verdict.overall().exitCode();
  }

  static void refuseImpossible(Scenario scenario, World world) throws BadScenarioException {
    for (Fault fault : scenario.faults()) {
      String reason = world.impossible().get(fault);
      if (reason != null) {
        throw new BadScenarioException(
            "the scenario needs " + fault + ", which can't be done here: " + reason);
      }
    }
  }

  /// Whether a promise was broken.
  private boolean run(ProcessWorld world, int index, Tally tally, PrintStream out)
      throws IOException {
    History history = world.run(scenario, index);
    folder.saveHistory(index, history);
    Judgement judgement = Judge.judge(history);
    tally.add(judgement);
    boolean broken = !judgement.broken().isEmpty();
    if (broken) {
      folder.saveFailure(index, history, judgement, world.folder(index));
      Witnesses.show(out, history, judgement);
    }
    world.discard(index);
    return broken;
  }
}
