package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.report.Final;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import dev.ridethrough.chaos.world.process.ProcessWorld;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run one scenario, some times; the verdict is on what it puts to the test.")
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it
  @Mixin private AppOption app = new AppOption();
  @Mixin private SabotageOption sabotage = new SabotageOption();

  @Option(
      names = "--scenario",
      required = true,
      paramLabel = "FILE",
      description = "The scenario, such as one that a gate saved.")
  private Path file = Path.of("");

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often (default: ${DEFAULT-VALUE}).")
  private int times = 1;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "target/run",
      description = "Where summary, JUnit XML, histories and failures go (${DEFAULT-VALUE}).")
  private Path report = Path.of("target/run");

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException, BadScenarioException, ReportInUseException {
    if (times < 1) {
      throw new ParameterException(spec.commandLine(), "--times must be at least 1.");
    }
    Scenario scenario = sabotage.value().applied(ScenarioFile.read(file));
    Path tested = app.path();
    try (ProcessWorld world = sabotage.value().processWorld(tested);
        ReportFolder folder = new ReportFolder(report, Place.PROCESS, app, sabotage)) {
      return run(scenario, new Rounds(world, folder));
    }
  }

  private int run(Scenario scenario, Rounds rounds) throws IOException, BadScenarioException {
    rounds.refuseImpossible(scenario);
    for (int i = 0; i < times; i++) {
      Rounds.Round round = rounds.run(scenario);
      Witnesses.show(out, round);
    }
    Summary summary = rounds.finish(scenario.seed());
    out.print(new Terminal(Terminal.isPresent()).table(summary));
    out.println(rounds.counts());
    out.println(Final.line(summary));
    return summary.verdict().exitCode();
  }
}
