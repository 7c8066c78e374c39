package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.check.Witness;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.report.Final;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.chaos.report.Timeline;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import dev.ridethrough.chaos.world.process.ProcessWorld;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
    String replayOptions = app.forReplay() + sabotage.forReplay();
    try (ReportFolder folder = new ReportFolder(report, replayOptions)) {
      return run(scenario, tested, folder);
    }
  }

  private int run(Scenario scenario, Path tested, ReportFolder folder)
      throws IOException, BadScenarioException {
    long start = System.nanoTime();
    Tally tally = new Tally();
    int broken = 0;
    Map<Fault, String> impossible;
    try (ProcessWorld world = sabotage.value().processWorld(tested)) {
      impossible = world.impossible();
      refuse(scenario, impossible);
      for (int i = 1; i <= times; i++) {
        broken += run(world, scenario, i, folder, tally) ? 1 : 0;
      }
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    GateVerdict verdict = GateVerdict.ofExercised(tally);
    Summary summary =
        Summary.of(
            new Summary.Setting(0, "process", millis, 0, impossible),
            tally,
            verdict,
            folder.failures());
    folder.write(summary);
    out.print(new Terminal(Terminal.isPresent()).table(summary));
    out.printf("broken in %d of %d runs%n", broken, times);
    out.println(Final.line(summary));
    return verdict.overall().exitCode();
  }

  private static void refuse(Scenario scenario, Map<Fault, String> impossible)
      throws BadScenarioException {
    for (Fault fault : scenario.faults()) {
      if (impossible.containsKey(fault)) {
        throw new BadScenarioException(
            "the scenario needs " + fault + ", which can't be done here: " + impossible.get(fault));
      }
    }
  }

  /// Whether a promise was broken.
  private boolean run(
      ProcessWorld world, Scenario scenario, int index, ReportFolder folder, Tally tally)
      throws IOException {
    History history = world.run(scenario, index);
    folder.saveHistory(index, history);
    Judgement judgement = Judge.judge(history);
    tally.add(judgement);
    boolean broken = !judgement.broken().isEmpty();
    if (broken) {
      folder.saveFailure(index, history, judgement, world.folder(index));
      show(history, judgement);
    }
    world.discard(index);
    return broken;
  }

  private void show(History history, Judgement judgement) {
    Set<Integer> drawn = new HashSet<>();
    for (Judgement.Ruling ruling : judgement.broken()) {
      if (ruling.verdict() instanceof Verdict.Broken broken) {
        Witness witness = broken.witnesses().getFirst();
        out.printf(
            "promise %d, %s: %s%n",
            ruling.promise().id(), ruling.promise().title(), witness.sentence());
        if (witness.request() > 0 && drawn.add(witness.request())) {
          out.println(Timeline.draw(history, witness.request()));
        }
      }
    }
  }
}
