package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Durations;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The harness's command line.
@Command(
    name = "ridethrough-chaos",
    mixinStandardHelpOptions = true,
    description =
        "Kills and restarts a daemon under live traffic, and judges what its clients saw.",
    subcommands = {
      GateCommand.class,
      RunCommand.class,
      DemoCommand.class,
      ScenarioCommand.class,
      BenchCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it

  private Main() {}

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Main())
            .registerConverter(Duration.class, Main::duration)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(Main::explain)
            .setExitCodeExceptionMapper(_ -> ExitCode.USAGE)
            .execute(args));
  }

  private static int explain(Exception e, CommandLine line, CommandLine.ParseResult unused) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    line.getErr().println("ridethrough-chaos: " + message);
    line.getErr().flush();
    boolean usage = e instanceof BadScenarioException || e instanceof ReportInUseException;
    return usage ? ExitCode.USAGE : ExitCode.INVALID;
  }

  private static Duration duration(String text) {
    try {
      return Durations.parse(text);
    } catch (BadMessageException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which command? One of gate, run, demo, scenario, bench.");
  }
}
