package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Figure;
import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Requirement;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.explore.exhaustive.Certificate;
import dev.ridethrough.chaos.explore.exhaustive.Explorer;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.report.Final;
import dev.ridethrough.chaos.report.Pace;
import dev.ridethrough.chaos.report.Progress;
import dev.ridethrough.chaos.report.Setting;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.sim.SimWorld;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
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
    name = "explore",
    mixinStandardHelpOptions = true,
    description = {
      "Strike daemon and proxy at every kill point of the base scenarios, in every way, in sim;",
      "and certify what was hit, in certificate.json."
    })
final class ExploreCommand implements Callable<Integer> {
  private static final int MAX_LANES = 256;
  private static final int SHOWN = 10;

  /// Of the windows: some last no longer than a step, and a kill lands there by luck only.
  private static final int INSIDE_PERCENT = 75;

  /// Of the faults that were aimed. A strike at the last of some polls misses where fewer are made.
  private static final int LANDED_PERCENT = 66;

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it
  @Mixin private SabotageOption sabotage = new SabotageOption();
  @Mixin private DeliveryOption delivery = new DeliveryOption();

  @Option(
      names = "--schedules",
      paramLabel = "N",
      defaultValue = "4",
      description = "With how many schedules each struck scenario runs (${DEFAULT-VALUE}).")
  private int schedules = 4;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "6000",
      description = "How many pairs of strikes are tried beside (${DEFAULT-VALUE}).")
  private int pairs = 6_000;

  @Option(
      names = "--base",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Only base scenarios with this in their names; then windows may stay unhit.")
  private String base = "";

  @Option(
      names = "--lanes",
      paramLabel = "N",
      description = "How many scenarios run at once (default: one a processor).")
  private @Nullable Integer lanes;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "target/explore",
      description = "Where certificate, summary, JUnit XML and failures go (${DEFAULT-VALUE}).")
  private Path report = Path.of("target/explore");

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException, ReportException {
    int threads = lanes == null ? Runtime.getRuntime().availableProcessors() : lanes;
    refuse(threads < 1 || threads > MAX_LANES, "--lanes must be 1 to " + MAX_LANES + ".");
    refuse(schedules < 1, "--schedules must be at least 1.");
    refuse(pairs < 0, "--pairs can't be negative.");
    refuse(sabotage.value() == Sabotage.NO_KILL, "explore without a kill explores nothing.");
    Explorer.Effort effort = new Explorer.Effort(delivery.value(), schedules, pairs, threads, base);
    refuse(effort.isEmpty(), "no base scenario has \"" + base + "\" in its name.");
    try (ReportFolder folder =
            new ReportFolder(report, new Provenance("explore", 0, sabotage.value(), null, null));
        SimWorld world = sabotage.value().simWorld(delivery.value())) {
      return explore(effort, world, folder);
    }
  }

  private void refuse(boolean wrong, String why) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), why);
    }
  }

  private int explore(Explorer.Effort effort, SimWorld world, ReportFolder folder)
      throws IOException {
    long start = System.nanoTime();
    Progress progress = new Progress(out, Terminal.isPresent(), 0);
    Explorer explorer = new Explorer(effort, world, new Keeper(folder, progress, out, start));
    explorer.run();
    progress.clear();
    Certificate certificate = explorer.certificate();
    certificate.write(report.resolve("certificate.json"));
    return finish(explorer, certificate, world, folder, (System.nanoTime() - start) / 1_000_000);
  }

  private int finish(
      Explorer it, Certificate certificate, SimWorld world, ReportFolder folder, long millis)
      throws IOException {
    Tally tally = it.tally();
    boolean partial = certificate.made().isPartial();
    GateVerdict verdict =
        partial
            ? GateVerdict.ofExercised(tally, requiredOfPart(tally, certificate))
            : GateVerdict.of(tally, required(tally, certificate), List.of());
    Pace pace =
        Pace.of(tally.get(Figure.SCENARIOS), it.simulated().toNanos() / 1_000, millis)
            .withDigest(it.digest(), it.scenarios());
    Setting setting =
        new Setting(
            Explorer.SEED, world.name(), millis, it.scenarios(), world.impossible(), pace, null);
    Summary summary = Summary.of(setting, tally, verdict, folder.failures());
    folder.write(summary);
    out.print(new Terminal(Terminal.isPresent()).table(summary));
    show(it, certificate);
    out.println(Final.line(summary) + (partial ? ", " + part(certificate.made()) : ""));
    return verdict.overall().exitCode();
  }

  private static List<Requirement> required(Tally tally, Certificate it) {
    int needed = it.planned() - it.reasoned();
    int inside = needed * INSIDE_PERCENT / 100;
    return List.of(
        new Requirement("windows of the certificate that were hit", needed - it.unhit(), needed),
        landed(tally),
        new Requirement("windows in which a process was killed", it.killedInside(), inside),
        faultless(it));
  }

  /// Of a run over some of the base scenarios: what it did must have been to the point.
  private static List<Requirement> requiredOfPart(Tally tally, Certificate it) {
    long overlapped = tally.get(Figure.OVERLAPPED_OUTAGE);
    return List.of(
        new Requirement("requests that overlapped an outage", overlapped, 1),
        landed(tally),
        faultless(it));
  }

  private static Requirement landed(Tally tally) {
    return new Requirement(
        "faults that landed where they were aimed",
        tally.get(Figure.FAULTS_LANDED),
        tally.get(Figure.FAULTS_AIMED) * LANDED_PERCENT / 100);
  }

  private static Requirement faultless(Certificate it) {
    return new Requirement("certificates without a fault", it.faults().isEmpty() ? 1 : 0, 1);
  }

  private static String part(Certificate.Made made) {
    return "only %d of %d base scenarios ran".formatted(made.bases(), made.allBases());
  }

  private void show(Explorer it, Certificate certificate) {
    out.printf(
        "%,d strikes at kill points of %d base scenarios, %,d scenarios%n",
        it.strikes(), it.bases(), it.scenarios());
    out.printf(
        "certificate%s: %d windows planned, %d hit, %d killed inside, %d reasoned, %d unhit%n",
        certificate.made().isPartial() ? " of a part" : "",
        certificate.planned(),
        certificate.hit(),
        certificate.killedInside(),
        certificate.reasoned(),
        certificate.unhit());
    EvidenceText.lines(certificate.evidence()).forEach(line -> out.println("  " + line));
    certificate.faults().stream().limit(SHOWN).forEach(fault -> out.println("  " + fault));
  }

  /// Keeps the first failures.
  private static final class Keeper implements Explorer.Listener {
    private static final int FAILURES = 20;

    private final ReportFolder folder;
    private final Progress progress;
    private final PrintStream out;
    private final long start;
    private int failures;

    Keeper(ReportFolder folder, Progress progress, PrintStream out, long start) {
      this.folder = folder;
      this.progress = progress;
      this.out = out;
      this.start = start;
    }

    @Override
    public void judged(Scenario scenario, History history, Judgement judgement, Tally sum)
        throws IOException {
      progress.show((System.nanoTime() - start) / 1_000_000, sum);
      if ((judgement.broken().isEmpty() && judgement.isValid()) || failures == FAILURES) {
        return;
      }
      failures++;
      String again = folder.saveFailure(failures, history, judgement, null);
      progress.clear();
      String what = judgement.broken().isEmpty() ? " can't be judged: " : " is BROKEN: ";
      out.println(scenario.name() + what + again);
    }
  }
}
