package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.report.Final;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import dev.ridethrough.chaos.world.World;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Run one scenario, some times, or explore simulated ones for a while.",
      "The verdict on one scenario is on what it puts to the test."
    })
final class RunCommand implements Callable<Integer> {
  private static final int MAX_LANES = 256;
  private static final int MAX_TIMES = 100_000;

  /// Nobody reads more.
  private static final int FAILURES = 100;

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it
  @Mixin private AppOption app = new AppOption();
  @Mixin private SabotageOption sabotage = new SabotageOption();
  @Mixin private DeliveryOption delivery = new DeliveryOption();

  @Option(
      names = "--world",
      paramLabel = "WORLD",
      defaultValue = "process",
      description =
          "Where: process, real processes in real time; container, the same in containers; or sim,"
              + " a simulated machine in simulated time (default: ${DEFAULT-VALUE}).")
  private Place place = Place.PROCESS;

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = "The scenario, such as one that a gate saved.")
  private @Nullable Path file;

  @Option(
      names = "--times",
      paramLabel = "N",
      description =
          "How often; in sim by the scenario's seed, then by the seeds that follow it (default:"
              + " 1).")
  private @Nullable Integer times;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description =
          "In sim, instead of a scenario: run the corpus, then generated scenarios, for so long.")
  private @Nullable Duration time;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "With --for, what scenarios to generate (default: a new one, printed); with --scenario"
              + " in sim, the seed to begin with (default: the scenario's own).")
  private @Nullable Long seed;

  @Option(
      names = "--lanes",
      paramLabel = "N",
      description = "With --for, how many scenarios run at once (default: one a processor).")
  private @Nullable Integer lanes;

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      defaultValue = "chaos-tests/corpus",
      description = "With --for, scenarios to run first (default: ${DEFAULT-VALUE}).")
  private Path corpus = Path.of("chaos-tests/corpus");

  @Option(
      names = "--debug",
      description =
          "On real processes: wait for a debugger wherever a fault of the scenario is aimed. No"
              + " verdict, no report.")
  private boolean debug;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "target/run",
      description = "Where summary, JUnit XML, histories and failures go (${DEFAULT-VALUE}).")
  private Path report = Path.of("target/run");

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException, BadScenarioException, ReportException {
    Duration duration = time;
    if (file != null) {
      refuse(duration != null, "--for explores; it runs no --scenario.");
      refuse(lanes != null, "--lanes goes with --for only.");
      return debug ? debug(file) : runScenario(file);
    }
    refuse(duration == null, "What to run: --scenario FILE, or --world sim --for DURATION?");
    refuse(place != Place.SIM, "--for is for --world sim; for real processes there is the gate.");
    refuse(times != null, "--times goes with --scenario only.");
    refuse(debug, "--debug goes with --scenario only.");
    return explore(duration == null ? Duration.ZERO : duration);
  }

  private void refuse(boolean wrong, String why) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), why);
    }
  }

  private int debug(Path path) throws IOException, BadScenarioException {
    refuse(place != Place.PROCESS, "--debug is for real processes: leave --world out.");
    refuse(
        times != null || seed != null,
        "--debug runs the scenario once, without --times or --seed.");
    Scenario scenario = sabotage.value().applied(ScenarioFile.read(path));
    return Debugging.run(scenario, app::path, sabotage.value(), delivery.value(), out, System.in);
  }

  private int runScenario(Path path) throws IOException, BadScenarioException, ReportException {
    int count = times == null ? 1 : times;
    refuse(count < 1 || count > MAX_TIMES, "--times must be 1 to " + MAX_TIMES + ".");
    refuse(place != Place.SIM && seed != null, "--seed goes with --world sim only.");
    Scenario read = sabotage.value().applied(ScenarioFile.read(path));
    Scenario scenario = seed == null ? read : read.withSeed(seed);
    try (World world = place.world(sabotage.value(), delivery.value(), app::path);
        ReportFolder folder = new ReportFolder(report, provenance(scenario.seed()))) {
      return run(scenario, count, new Rounds(world, folder, FAILURES));
    }
  }

  private Provenance provenance(long number) {
    return Provenance.of("run", number, place, app, sabotage.value());
  }

  private int run(Scenario scenario, int count, Rounds rounds)
      throws IOException, BadScenarioException {
    rounds.refuseImpossible(scenario);
    int step = place == Place.SIM ? 1 : 0; // by the same seed it would be the same run
    if (place == Place.SIM) {
      out.printf("seeds %d to %d%n", scenario.seed(), scenario.seed() + count - 1);
    }
    for (int i = 0; i < count; i++) {
      Rounds.Round round = rounds.run(scenario.withSeed(scenario.seed() + (long) i * step));
      Witnesses.show(out, round.history(), round.judgement());
    }
    Summary summary = rounds.finish(scenario.seed());
    out.print(new Terminal(Terminal.isPresent()).table(summary));
    out.println(rounds.counts());
    out.println(Final.line(summary));
    return summary.verdict().exitCode();
  }

  private int explore(Duration duration) throws IOException, BadScenarioException, ReportException {
    int threads = lanes == null ? Runtime.getRuntime().availableProcessors() : lanes;
    refuse(threads < 1 || threads > MAX_LANES, "--lanes must be 1 to " + MAX_LANES + ".");
    long number = seed == null ? new SecureRandom().nextLong(1_000_000) : seed;
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    try (ReportFolder folder = new ReportFolder(report, provenance(number))) {
      return new SimExploration(
              number, duration, threads, sabotage.value(), List.of(delivery.value()), today, folder)
          .run(corpus);
    }
  }
}
