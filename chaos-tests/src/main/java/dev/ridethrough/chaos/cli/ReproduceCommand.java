package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.failure.Failure;
import dev.ridethrough.chaos.report.Plain;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.World;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
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
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = {
      "Run a failure again, make it as small as it can be, and show what happens.",
      "In sim it happens again exactly; on real processes it is run by the same kill points, some"
          + " times."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:HELD, not broken any more",
      "1:BROKEN again",
      "2:VACUOUS, the faults no longer strike where they are aimed, or the promise is not put to"
          + " the test",
      "3:INVALID",
      "64:wrong usage, or a file that can't be used",
      "130:interrupted"
    })
final class ReproduceCommand implements Callable<Integer> {
  private static final int MAX_TIMES = 100_000;
  private static final Duration MAX_BUDGET = Duration.ofHours(1);

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it
  @Mixin private AppOption app = new AppOption();
  @Mixin private SabotageOption sabotage = new SabotageOption();
  @Mixin private DeliveryOption delivery = new DeliveryOption();

  @Parameters(
      paramLabel = "FILE",
      description =
          "A failure.jsonl, as a run that failed has saved it; a history (.jsonl) or a scenario"
              + " (JSON) will do as well.")
  private Path file = Path.of("");

  @Option(
      names = "--world",
      paramLabel = "WORLD",
      description = "sim or process (default: where it failed; for a scenario process).")
  private @Nullable Place place;

  @Option(
      names = "--times",
      paramLabel = "N",
      description =
          "How often (default: 10 on real processes; in sim up to 20 times until it is broken, by"
              + " one seed after the other, since the same one would bring the same history).")
  private @Nullable Integer times;

  @Option(
      names = "--until-broken",
      description = "End with the first run that is broken (default of --times: 1000).")
  private boolean untilBroken;

  @Option(
      names = "--budget",
      paramLabel = "DURATION",
      defaultValue = "60s",
      description =
          "For how long to make it smaller; 0s leaves it as it is (default: ${DEFAULT-VALUE}).")
  private Duration budget = Duration.ofMinutes(1);

  @Option(
      names = "--debug",
      description =
          "Run it once, on real processes; whoever comes to a kill point that a fault is aimed at"
              + " waits there for a debugger.")
  private boolean debug;

  @Option(
      names = "--trust",
      description =
          "Run the app that the file names, if it names one. Without it no command that a file"
              + " carries is ever run: this checkout's app is.")
  private boolean trust;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "target/reproduce",
      description = "Where summary, JUnit XML, histories and the failure go (${DEFAULT-VALUE}).")
  private Path report = Path.of("target/reproduce");

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException, BadScenarioException, ReportException {
    refuse(
        times != null && (times < 1 || times > MAX_TIMES),
        "--times must be 1 to " + MAX_TIMES + ".");
    refuse(budget.compareTo(MAX_BUDGET) > 0, "--budget must be 60m at most.");
    refuse(
        debug && (place == Place.SIM || times != null || untilBroken),
        "--debug runs it once, on real processes: it goes with neither --world sim nor --times nor"
            + " --until-broken.");
    Recording recording = Recording.read(file);
    Place where = place == null ? recording.place() : place;
    refuse(
        where == Place.SIM && isGiven("--app"),
        "--app is for real processes: in sim the harness's own core runs, or the one that"
            + " RIDETHROUGH_CORE names.");
    Sabotage how = isGiven("--sabotage") ? sabotage.value() : recording.sabotage();
    Delivery by = isGiven("--delivery") ? delivery.value() : recording.delivery();
    useAppOf(recording, debug ? Place.PROCESS : where);
    if (debug) {
      Scenario scenario = how.applied(recording.scenario());
      return Debugging.run(scenario, app::path, how, by, out, System.in);
    }
    Provenance provenance =
        Provenance.of("reproduce", recording.scenario().seed(), where, app, how);
    try (World world = where.world(how, by, app::path)) {
      Rounds.refuse(recording.scenario(), world.impossible());
      try (ReportFolder folder = new ReportFolder(folder(), provenance);
          Interruption interruption = new Interruption(out)) {
        Introduction.tell(out, recording, where, how, provenance.versions());
        Rounds rounds = new Rounds(world, folder, 0);
        Optional<Promise> promise = promise(recording);
        Reproduction runs =
            new Reproduction(
                rounds, how, where, promise, isSame(recording, where, how, by, provenance), out);
        runs.run(recording.scenario(), often(where));
        boolean simulable = provenance.isSimulable();
        int status =
            new Conclusion(file, recording, where, how, by, promise, simulable, budget, out)
                .draw(runs, rounds, world, folder);
        interruption.tooLate();
        return status;
      }
    }
  }

  private static boolean isSame(
      Recording it, Place where, Sabotage how, Delivery by, Provenance here) {
    return it.failure() != null
        && it.failure().versions().core().equals(here.versions().core())
        && it.place() == where
        && it.sabotage() == how
        && it.delivery() == by;
  }

  private void refuse(boolean wrong, String why) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), why);
    }
  }

  /// Never the one that the file lies in, which would be emptied.
  private Path folder() throws IOException {
    Path given = file.toRealPath();
    Path folder = report.toAbsolutePath().normalize();
    while (given.startsWith(folder)) {
      folder = folder.resolve("again");
    }
    return folder;
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /// Nothing that a file names is run unless it is trusted.
  private void useAppOf(Recording recording, Place where) {
    Failure failure = recording.failure();
    String named = failure == null ? null : failure.origin().app();
    if (named == null || isGiven("--app")) {
      return;
    }
    if (!trust || where == Place.SIM) {
      out.printf(
          "It was found with another app, %s, which is not run: this checkout's core is. %s%n",
          Plain.line(named),
          where == Place.SIM ? "In sim there is no other." : "--trust runs that one.");
      return;
    }
    Path other = Path.of(named.replaceFirst("^~(?=/)", System.getProperty("user.home", "~")));
    out.println("The app that is run, as the file says: " + Plain.line(other.toString()));
    app.use(other);
  }

  private Reproduction.Times often(Place where) {
    Reproduction.Times usual = Reproduction.Times.of(where, untilBroken);
    return times == null ? usual : new Reproduction.Times(times, untilBroken);
  }

  private static Optional<Promise> promise(Recording recording) {
    return Optional.ofNullable(recording.failure())
        .flatMap(Failure::first)
        .flatMap(broken ->
            Arrays.stream(Promise.values()).filter(it -> it.id() == broken.promise()).findFirst());
  }
}
