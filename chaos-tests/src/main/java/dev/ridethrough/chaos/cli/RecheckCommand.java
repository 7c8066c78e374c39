package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Tolerance;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.report.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "recheck",
    mixinStandardHelpOptions = true,
    description = {
      "Judge stored histories again, by the checkers of today; nothing is run.",
      "Tells of each that is BROKEN or INVALID, and of each whose verdict is another one than when"
          + " it was recorded, where the run has left verdicts.jsonl. Reads histories of every"
          + " earlier format, follows no links and writes nothing."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:nothing is BROKEN, and no verdict changed for the worse",
      "1:something is BROKEN, whether or not it was before",
      "2:something that was HELD is VACUOUS",
      "3:something is INVALID, or can't be read",
      "64:wrong usage, or no history there"
    })
final class RecheckCommand implements Callable<Integer> {
  private static final Duration MOST = Duration.ofHours(1);

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it

  @Parameters(
      paramLabel = "DIR",
      description =
          "A folder with histories (.jsonl) in it or below, such as a gate's report; or one history.")
  private Path folder = Path.of("");

  @Option(
      names = "--tolerance",
      paramLabel = "DURATION",
      description =
          "How late a reply may be, and whatever else happens at once (default: that of the history's"
              + " world, 500ms on real processes and 50ms in sim).")
  private @Nullable Duration tolerance;

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException {
    refuse(!Files.exists(folder), "there is no " + folder + ".");
    refuse(tolerance != null && tolerance.compareTo(MOST) > 0, "--tolerance must be at most 60m.");
    Path root = folder.toRealPath();
    StoredFiles found = StoredFiles.in(root);
    Recheck recheck = new Recheck(this::tolerance, Terminal.isPresent(), out);
    found.unreadable().forEach((file, why) -> recheck.unreadable(shown(root, file) + " " + why));
    if (found.isCut()) {
      recheck.unreadable(folder + " holds more than is looked at: give a folder in it");
    }
    found.files().forEach(file -> recheck.judge(file, shown(root, file)));
    refuse(!recheck.hasFound(), "there is no history (.jsonl) in " + folder + ".");
    return recheck.finish();
  }

  private Tolerance tolerance(History history) {
    Tolerance own = Tolerance.of(history);
    return tolerance == null ? own : own.withMillis(tolerance.toMillis());
  }

  /// As whoever asks knows it.
  private Path shown(Path root, Path file) {
    return folder.resolve(root.relativize(file)).normalize();
  }

  private void refuse(boolean wrong, String why) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), why);
    }
  }
}
