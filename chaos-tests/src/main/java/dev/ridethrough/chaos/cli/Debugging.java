package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.report.Requests;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.process.Debugger;
import dev.ridethrough.chaos.world.process.ProcessWorld;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Supplier;

/// Runs one scenario on real processes for somebody with a debugger. Each process stands still
/// where a fault is aimed, until Enter is pressed.
final class Debugging {
  private Debugging() {}

  private static void refuse(Scenario scenario) throws BadScenarioException {
    if (!Debugger.canStop(scenario)) {
      throw new BadScenarioException(
          "no fault of this scenario is aimed at a kill point, only at times, so nothing stands"
              + " still for a debugger: give one of them a coordinate"
              + " (\"aim\": {\"at\": \"point\", ...}; see CONTRIBUTING.md)");
    }
  }

  /// Runs it, and says what became of its requests. Whatever that is, it is no verdict.
  ///
  /// @param app asked for the folder of the app only where the scenario can stand still
  /// @param in where Enter is pressed
  /// @return the exit status: 0, or 3 when the harness failed
  /// @throws BadScenarioException when nothing can stand still, or a fault can't be done here
  static int run(
      Scenario scenario,
      Supplier<Path> app,
      Sabotage sabotage,
      Delivery delivery,
      PrintStream out,
      InputStream in)
      throws IOException, BadScenarioException {
    refuse(scenario);
    Debugger debugger = new Debugger(scenario, out, in);
    try (ProcessWorld world = sabotage.processWorld(app.get(), delivery, debugger)) {
      Rounds.refuse(scenario, world.impossible());
      out.println(
          "Every process with a kill point listens for a debugger, on this machine only. Grace"
              + " window and drain limit are an hour; what has a time goes on by the clock.");
      return told(world.run(scenario, 1), out);
    }
  }

  private static int told(History history, PrintStream out) {
    out.println();
    out.print(Requests.lines(history));
    out.println("Not judged: a run with a debugger is never a verdict.");
    return history.events().stream().anyMatch(Event.HarnessFailed.class::isInstance)
        ? ExitCode.INVALID
        : 0;
  }
}
