package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.explore.Corpus;
import dev.ridethrough.chaos.explore.Gate;
import dev.ridethrough.chaos.explore.KnownFailures;
import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.explore.Worlds;
import dev.ridethrough.chaos.report.Final;
import dev.ridethrough.chaos.report.Progress;
import dev.ridethrough.chaos.report.Setting;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description =
        "Corpus, generated scenarios and negative controls, simulated and real, with both"
            + " deliveries side by side; one verdict.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:HELD",
      "1:BROKEN",
      "2:VACUOUS",
      "3:INVALID, also when something failed before there was a verdict",
      "64:wrong usage",
      "130:interrupted"
    })
final class GateCommand implements Callable<Integer> {
  private static final int MAX_LANES = 32;

  private static final String SIMULATION = "simulation";
  private static final String CONTAINERS = "containers";
  private static final long SHARE = 5;
  private static final long LEAST_SHARE_SECONDS = 5;
  private static final long MOST_SHARE_SECONDS = 60;

  /// Shorter gates leave out what takes long by itself.
  private static final Duration LARGE_FROM = Duration.ofMinutes(2);

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it
  @Mixin private AppOption app = new AppOption();
  @Mixin private SabotageOption sabotage = new SabotageOption();

  @Option(
      names = "--delivery",
      paramLabel = "HOW",
      converter = DeliveryOption.Converter.class,
      description = "Only at-most-once, or only exactly-once (default: both).")
  private @Nullable Delivery delivery;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "60s",
      description = "How long to begin new scenarios (default: ${DEFAULT-VALUE}).")
  private Duration time = Duration.ofMinutes(1);

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What scenarios to generate (default: a new one, printed).")
  private @Nullable Long seed;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "target/gate",
      description = "Where summary, JUnit XML, histories and failures go (${DEFAULT-VALUE}).")
  private Path report = Path.of("target/gate");

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      defaultValue = "chaos-tests/corpus",
      description = "Scenarios to run first (default: ${DEFAULT-VALUE}).")
  private Path corpus = Path.of("chaos-tests/corpus");

  @Option(
      names = "--lanes",
      paramLabel = "N",
      defaultValue = "6",
      description = "How many scenarios run at once (default: ${DEFAULT-VALUE}).")
  private int lanes = 6;

  @Option(
      names = "--container",
      paramLabel = "WHETHER",
      defaultValue = "auto",
      description =
          "Whether to go on in containers: auto, where an engine answers; required, else the gate"
              + " is INVALID; none (default: ${DEFAULT-VALUE}).")
  private ContainerPart.Wanted container = ContainerPart.Wanted.AUTO;

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws BadScenarioException, ReportException {
    if (lanes < 1 || lanes > MAX_LANES) {
      throw new ParameterException(spec.commandLine(), "--lanes must be 1 to " + MAX_LANES + ".");
    }
    List<Scenario> scenarios = Corpus.read(corpus, time.compareTo(LARGE_FROM) >= 0);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    KnownFailures known = KnownFailures.read(corpus, Place.PROCESS, today);
    String absence = ContainerPart.absence(container);
    if (absence != null && container == ContainerPart.Wanted.REQUIRED) {
      out.println(Final.harnessFailed("--container required, but " + absence));
      return ExitCode.INVALID;
    }
    long number = seed == null ? new SecureRandom().nextLong(1_000_000) : seed;
    Provenance provenance = Provenance.of("gate", number, Place.PROCESS, app, sabotage.value());
    try (ReportFolder folder = new ReportFolder(report, provenance);
        Interruption interruption = new Interruption(out)) {
      Summary summary = run(number, scenarios, known, today, folder, absence);
      interruption.tooLate();
      out.println(Final.line(summary));
      return summary.verdict().exitCode();
    } catch (IOException e) {
      out.println(Final.harnessFailed(String.valueOf(e.getMessage())));
      return ExitCode.INVALID;
    } catch (RuntimeException e) {
      out.println(Final.harnessFailed(e.toString()));
      return ExitCode.INVALID;
    }
  }

  private List<Delivery> deliveries() {
    return delivery == null ? List.of(Delivery.values()) : List.of(delivery);
  }

  /// Simulated time first: what it finds is found in seconds.
  private Summary simulate(long number, Duration share, LocalDate today)
      throws IOException, BadScenarioException, ReportException {
    int processors = Runtime.getRuntime().availableProcessors();
    Provenance provenance = Provenance.of("gate", number, Place.SIM, app, sabotage.value());
    try (ReportFolder folder = new ReportFolder(report.resolve(SIMULATION), provenance)) {
      return new SimExploration(
              number, share, processors, sabotage.value(), deliveries(), today, folder)
          .share(corpus);
    }
  }

  /// A fifth of the time, but at least 5 s and at most a minute.
  private Duration share() {
    long seconds = Math.clamp(time.toSeconds() / SHARE, LEAST_SHARE_SECONDS, MOST_SHARE_SECONDS);
    return Duration.ofSeconds(seconds);
  }

  private Summary run(
      long number,
      List<Scenario> scenarios,
      KnownFailures known,
      LocalDate today,
      ReportFolder folder,
      @Nullable String absence)
      throws IOException, BadScenarioException, ReportException {
    out.printf("seed %d, for %d s, %d at once%n", number, time.toSeconds(), lanes);
    Duration share = share();
    List<Scenario> failed = folder.failed().read();
    sayFirst(failed);
    Summary simulation = simulate(number, share, today);
    Duration rest = time.compareTo(share) > 0 ? time.minus(share) : Duration.ZERO;
    List<Scenario> first = Stream.concat(failed.stream(), scenarios.stream()).toList();
    Gate.Plan plan =
        new Gate.Plan(
            Gate.Part.PROCESSES, app.path(), number, rest, lanes, first, known, sabotage.value());
    return run(plan, simulation, folder, today, absence);
  }

  private @Nullable Summary inContainers(Gate.Plan plan, LocalDate today, @Nullable String absence)
      throws IOException, BadScenarioException, ReportException {
    if (absence != null) {
      return null;
    }
    Provenance provenance =
        Provenance.of("gate", plan.seed(), Place.CONTAINER, app, sabotage.value());
    try (ReportFolder folder = new ReportFolder(report.resolve(CONTAINERS), provenance)) {
      return new ContainerPart(
              plan.seed(), plan.app(), sabotage.value(), deliveries(), today, folder, out)
          .run(corpus);
    }
  }

  private void sayFirst(List<Scenario> failed) {
    if (!failed.isEmpty()) {
      out.printf("first, what failed here before: %d schedules%n", failed.size());
    }
  }

  private Summary run(
      Gate.Plan plan,
      Summary simulation,
      ReportFolder folder,
      LocalDate today,
      @Nullable String absence)
      throws IOException, BadScenarioException, ReportException {
    long start = System.nanoTime();
    Progress progress = new Progress(out, Terminal.isPresent(), plan.time().toMillis());
    Gate gate;
    GateVerdict verdict;
    Setting setting;
    try (Worlds worlds =
        Worlds.of(deliveries(), it -> sabotage.value().processWorld(plan.app(), it))) {
      gate = new Gate(plan, worlds, new GateKeeper(folder, progress, start));
      verdict = gate.run();
      progress.clear();
      setting =
          new Setting(
              plan.seed(),
              worlds.name(),
              millisSince(start),
              gate.generated(),
              worlds.impossible(),
              null,
              Costs.of(worlds.recording()));
    }
    Summary containers = inContainers(plan, today, absence);
    setting = setting.with(new Setting.Parts(simulation, containers, absence));
    Summary summary = Summary.of(setting, gate.tally(), verdict, folder.failures());
    folder.write(summary);
    out.print(new Terminal(Terminal.isPresent()).table(summary));
    return summary;
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
