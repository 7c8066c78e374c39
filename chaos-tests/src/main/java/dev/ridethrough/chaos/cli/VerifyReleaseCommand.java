package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Figure;
import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.release.BadBuildException;
import dev.ridethrough.chaos.release.Build;
import dev.ridethrough.chaos.release.Part;
import dev.ridethrough.chaos.release.PartResult;
import dev.ridethrough.chaos.release.ReleaseRun;
import dev.ridethrough.chaos.release.ReleaseVerdict;
import dev.ridethrough.chaos.report.Final;
import dev.ridethrough.chaos.report.Plain;
import dev.ridethrough.chaos.report.Setting;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.chaos.world.process.Leftovers;
import dev.ridethrough.chaos.world.process.ProcessWorld;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify-release",
    mixinStandardHelpOptions = true,
    description =
        "Updates OLD to NEW and back under live sessions, as `ridethrough update` does it, with"
            + " updates that fail and that are killed.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:HELD: every session survived every update",
      "1:BROKEN",
      "2:VACUOUS: too little overlapped an update",
      "3:INVALID: nothing can be concluded; also a build that can't be verified",
      "64:wrong usage"
    })
final class VerifyReleaseCommand implements Callable<Integer> {
  private static final String PREFIX = "rtr"; // short: a socket path has 106 bytes at most

  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "The build in use: an app folder, or a tar.gz with its .sha256.")
  private Path old = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The build to be released, likewise.")
  private Path fresh = Path.of("");

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "0s",
      description =
          "After each part went once, forth and back again for so long in all (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration time = Duration.ZERO;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "Only this one: ${COMPLETION-CANDIDATES}. Repeatable (default: all).")
  private List<Part> parts = List.of(Part.values());

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What requests to send (default: a new one, printed).")
  private @Nullable Long seed;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "target/verify-release",
      description = "Where summary, JUnit XML, histories and logs go (${DEFAULT-VALUE}).")
  private Path report = Path.of("target/verify-release");

  private final PrintStream out = System.out;
  private final ReleaseVerdict verdict = new ReleaseVerdict();
  private int runs;
  private int histories;

  @Override
  public Integer call() throws ReportException {
    long number = seed == null ? new SecureRandom().nextInt(1_000_000) : seed;
    Provenance provenance = new Provenance("verify-release", number, Sabotage.NONE, null, null);
    try (ReportFolder folder = new ReportFolder(report, provenance);
        Interruption interruption = new Interruption(out)) {
      Summary summary = run(number, folder);
      interruption.tooLate();
      out.println(line(summary));
      return summary.verdict().exitCode();
    } catch (IOException | BadBuildException e) {
      out.println(Final.harnessFailed(String.valueOf(e.getMessage())));
      return ExitCode.INVALID;
    } catch (RuntimeException e) {
      out.println(Final.harnessFailed(e.toString()));
      return ExitCode.INVALID;
    }
  }

  private Summary run(long number, ReportFolder folder) throws IOException, BadBuildException {
    long start = System.nanoTime();
    Path room = Files.createTempDirectory(PREFIX);
    try {
      Leftovers.claim(room);
      Leftovers.sweepBeside(room);
      ReleaseRun run =
          new ReleaseRun(
              Build.open("OLD", old, room.resolve("old")),
              Build.open("NEW", fresh, room.resolve("new")),
              room);
      introduce(run, number);
      verdict.compare(run.old(), run.fresh());
      for (Part part : parts) {
        run(run, part, number, folder);
      }
      while (millisSince(start) < time.toMillis()) {
        run(run, runs % 2 == 0 ? Part.FORTH : Part.BACK, number + runs, folder);
      }
    } finally {
      ProcessWorld.delete(room);
    }
    return report(number, millisSince(start), folder);
  }

  private void introduce(ReleaseRun run, long number) throws BadBuildException {
    out.printf("seed %d%n", number);
    for (Build build : List.of(run.old(), run.fresh())) {
      out.printf("%s is %s, %s%n", build.name(), build.version(), Plain.line("" + build.source()));
    }
    if (!run.old().updates()) {
      out.printf("OLD has no command `update`: that of %s installs both%n", run.updater().name());
    }
  }

  private void run(ReleaseRun run, Part part, long number, ReportFolder folder)
      throws IOException, BadBuildException {
    int index = ++runs;
    out.printf("%n%s: %s%n", part, part.title());
    PartResult result =
        run.run(
            part,
            index,
            number,
            it -> {
              out.printf("  %s%n", Plain.line(it));
              out.flush();
            });
    ReleaseVerdict.Ruled ruled = verdict.add(result);
    for (int i = 0; i < result.histories().size(); i++) {
      keep(result.histories().get(i), ruled.judgements().get(i), folder);
    }
    result.wrong().forEach(it -> out.printf("  %s%n", Plain.line(it)));
    out.printf("  %s%n", ruled.overall());
    if (ruled.overall() != Overall.HELD) {
      run.saveLogs(index, report.resolve("logs").resolve("%04d".formatted(index)));
    }
    run.discard(index);
  }

  private void keep(History history, Judgement judgement, ReportFolder folder) throws IOException {
    int index = ++histories;
    folder.saveHistory(index, history);
    folder.saveVerdict(index, judgement);
    Witnesses.show(out, history, judgement);
    out.printf(
        Locale.ROOT,
        "  %s: %d requests, %d over an outage, longest stall %.1f s%s%n",
        history.delivery(),
        Figure.REQUESTS.of(judgement.run()),
        Figure.OVERLAPPED_OUTAGE.of(judgement.run()),
        longestStall(judgement) / 1e3,
        Witnesses.why(judgement));
  }

  private static long longestStall(Judgement judgement) {
    Tally alone = new Tally();
    alone.add(judgement);
    return alone.stallMillis(1);
  }

  private Summary report(long number, long millis, ReportFolder folder) throws IOException {
    GateVerdict judged = verdict.verdict();
    Setting setting = new Setting(number, "release", millis, 0, Map.of(), null, null);
    Summary summary = Summary.of(setting, verdict.tally(), judged, folder.failures());
    folder.write(summary);
    out.printf("%n%s", new Terminal(Terminal.isPresent()).table(summary));
    return summary;
  }

  private String line(Summary it) {
    return it.verdict() == Overall.HELD
        ? String.format(
            Locale.ROOT,
            "HELD: %,d requests over %d updates and %d restarts, %d duplicates, %d late, longest stall %.1f s (seed %d)",
            it.requests(),
            verdict.updates(),
            verdict.restarts(),
            it.duplicates(),
            it.late(),
            it.stallMillis().max() / 1e3,
            it.seed())
        : Final.line(it);
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
