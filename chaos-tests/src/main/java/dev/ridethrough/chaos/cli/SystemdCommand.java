package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.bench.ServiceReport;
import dev.ridethrough.chaos.bench.ServiceRestarts;
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
    name = "systemd",
    mixinStandardHelpOptions = true,
    description =
        "Restarts the daemon's service under a systemd user manager of its own, with traffic: what"
            + " clients meet that wait, and that don't, with the daemon's own socket and with"
            + " systemd's.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:HELD: no call through `serve` failed, was executed twice or was lost",
      "1:BROKEN",
      "2:VACUOUS: a restart passed between two calls",
      "3:INVALID: there can be no user manager here, or the service does not come",
      "64:wrong usage"
    })
final class SystemdCommand implements Callable<Integer> {
  private static final int MAX_RESTARTS = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it
  @Mixin private AppOption app = new AppOption();

  @Option(
      names = "--restarts",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many of each kind (default: ${DEFAULT-VALUE}).")
  private int restarts = 10;

  @Option(
      names = "--manager",
      paramLabel = "FILE",
      required = true,
      description = "The script that becomes a systemd user manager of its own.")
  private Path manager = Path.of("");

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "target/systemd",
      description = "Where systemd.json goes (default: ${DEFAULT-VALUE}).")
  private Path report = Path.of("target/systemd");

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException {
    if (restarts < 1 || restarts > MAX_RESTARTS) {
      throw new ParameterException(
          spec.commandLine(), "--restarts must be 1 to " + MAX_RESTARTS + ".");
    }
    ServiceReport measured =
        ServiceRestarts.run(app.path(), manager, restarts, new Ticker(out, Terminal.isPresent()));
    measured.write(report);
    out.print(measured.table());
    return measured.verdict().exitCode();
  }
}
