package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.report.Final;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.World;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Run a failed schedule again, by the same coordinates, in this world or the other.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:HELD",
      "1:BROKEN",
      "2:VACUOUS",
      "3:INVALID",
      "64:wrong usage, or no such file"
    })
final class ReplayCommand implements Callable<Integer> {
  private static final int MAX_TIMES = 100_000;

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it
  @Mixin private AppOption app = new AppOption();
  @Mixin private SabotageOption sabotage = new SabotageOption();

  @Parameters(
      paramLabel = "FILE",
      description = "A scenario (JSON) or a history (.jsonl), as a run that failed has saved it.")
  private Path file = Path.of("");

  @Option(
      names = "--world",
      paramLabel = "WORLD",
      description = "sim or process (default: where the history comes from; else process).")
  private @Nullable Place place;

  @Option(
      names = "--times",
      paramLabel = "N",
      description =
          "How often (default: 10 on real processes; 1 in sim, where the second run takes the next"
              + " seed, since the same one would bring the same history).")
  private @Nullable Integer times;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "target/replay",
      description = "Where summary, JUnit XML, histories and failures go (${DEFAULT-VALUE}).")
  private Path report = Path.of("target/replay");

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException, BadScenarioException, ReportInUseException {
    Recording recording = Recording.read(file);
    Place where = place == null ? recording.place() : place;
    int often = times == null ? where.replays() : times;
    if (often < 1 || often > MAX_TIMES) {
      throw new ParameterException(spec.commandLine(), "--times must be 1 to " + MAX_TIMES + ".");
    }
    Scenario scenario = sabotage.value().applied(recording.scenario());
    try (World world = where.world(sabotage.value(), app::path);
        ReportFolder folder = new ReportFolder(report, where, app, sabotage)) {
      return replay(scenario, often, new Rounds(world, folder));
    }
  }

  private int replay(Scenario scenario, int often, Rounds rounds)
      throws IOException, BadScenarioException {
    rounds.refuseImpossible(scenario);
    Rounds.@Nullable Round witness = null;
    for (int i = 0; i < often; i++) {
      Rounds.Round round = rounds.run(scenario.withSeed(scenario.seed() + i));
      out.printf("run %d of %d: %s%n", i + 1, often, Witnesses.line(round));
      witness = witness == null && round.isBroken() ? round : witness;
    }
    out.println(rounds.counts());
    if (witness != null) {
      out.println();
      Witnesses.show(out, witness.history(), witness.judgement());
    }
    Summary summary = rounds.finish(scenario.seed());
    out.println(Final.line(summary));
    return summary.verdict().exitCode();
  }
}
