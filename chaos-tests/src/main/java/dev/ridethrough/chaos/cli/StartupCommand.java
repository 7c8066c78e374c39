package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.bench.BenchReport;
import dev.ridethrough.chaos.bench.Startup;
import dev.ridethrough.chaos.bench.Ticker;
import dev.ridethrough.chaos.report.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "startup",
    mixinStandardHelpOptions = true,
    description =
        "How long the daemon takes from exec to its greeting, as it is packaged. Not a gate.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:measured", "3:something could not be measured", "64:wrong usage"})
final class StartupCommand implements Callable<Integer> {
  private static final int MIN_STARTS = 11;
  private static final int MAX_STARTS = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it
  @Mixin private AppOption app = new AppOption();

  @Option(
      names = "--image",
      paramLabel = "DIR",
      required = true,
      description = "The app image, as `mvn package` makes it or a release is unpacked.")
  private Path image = Path.of("");

  @Option(
      names = "--starts",
      paramLabel = "N",
      defaultValue = "21",
      description = "How many starts of each (default: ${DEFAULT-VALUE}; at least 11).")
  private int starts = 21;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "target/startup",
      description = "Where startup.json goes (default: ${DEFAULT-VALUE}).")
  private Path report = Path.of("target/startup");

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException {
    if (starts < MIN_STARTS || starts > MAX_STARTS) {
      throw wrong("--starts must be " + MIN_STARTS + " to " + MAX_STARTS + ".");
    }
    Path folder = image.toAbsolutePath().normalize();
    if (!Files.isExecutable(folder.resolve("runtime/bin/java"))) {
      throw wrong("no app image at " + folder + ": build it with `mvn package`");
    }
    BenchReport measured =
        Startup.run(app.path(), folder, starts, new Ticker(out, Terminal.isPresent()));
    measured.write(report, "startup.json");
    out.print(measured.table());
    return 0;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
