package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.bench.Bench;
import dev.ridethrough.chaos.bench.BenchReport;
import dev.ridethrough.chaos.bench.Ticker;
import dev.ridethrough.chaos.report.Terminal;
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
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "What riding out costs, in figures. Not a gate.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:measured", "3:something could not be measured", "64:wrong usage"})
final class BenchCommand implements Callable<Integer> {
  private static final int MAX_ROUNDS = 100_000;

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it
  @Mixin private AppOption app = new AppOption();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many rebinds; the other parts grow with it (default: ${DEFAULT-VALUE}).")
  private int rounds = 200;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "target/bench",
      description = "Where bench.json goes (default: ${DEFAULT-VALUE}).")
  private Path report = Path.of("target/bench");

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException {
    if (rounds < 1 || rounds > MAX_ROUNDS) {
      throw new ParameterException(spec.commandLine(), "--rounds must be 1 to " + MAX_ROUNDS + ".");
    }
    BenchReport measured = Bench.run(app.path(), rounds, new Ticker(out, Terminal.isPresent()));
    measured.write(report, "bench.json");
    out.print(measured.table());
    return 0;
  }
}
