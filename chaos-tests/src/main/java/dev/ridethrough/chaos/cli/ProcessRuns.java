package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.report.Final;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.process.ProcessWorld;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/// One scenario on real processes, some times.
record ProcessRuns(Scenario scenario, int times, Path app, Sabotage sabotage, ReportFolder folder) {

  /// Runs it, and returns the exit status.
  int run() throws IOException, BadScenarioException {
    PrintStream out = System.out;
    try (ProcessWorld world = sabotage.processWorld(app)) {
      Rounds rounds = new Rounds(world, folder);
      rounds.refuseImpossible(scenario);
      for (int i = 0; i < times; i++) {
        Rounds.Round round = rounds.run(scenario);
        Witnesses.show(out, round.history(), round.judgement());
      }
      Summary summary = rounds.finish(0);
      out.print(new Terminal(Terminal.isPresent()).table(summary));
      out.println(rounds.counts());
      out.println(Final.line(summary));
      return summary.verdict().exitCode();
    }
  }
}
