package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.report.Plain;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Durations;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
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
      ExploreCommand.class,
      ReproduceCommand.class,
      RecheckCommand.class,
      DigestCommand.class,
      DemoCommand.class,
      ScenarioCommand.class,
      StoppedCommand.class,
      BenchCommand.class,
      StartupCommand.class,
      SystemdCommand.class,
      ClientsCommand.class,
      VerifyReleaseCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it

  private Main() {}

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /// Returns the exit status.
  static int execute(String... args) {
    return execute(new PrintWriter(System.err, true, Charset.defaultCharset()), args);
  }

  /// @param err where complaints go
  static int execute(PrintWriter err, String... args) {
    return new CommandLine(new Main())
        .setErr(err)
        .registerConverter(Duration.class, Main::duration)
        .registerConverter(Place.class, Main::place)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::explain)
        .setParameterExceptionHandler(Main::complain)
        .setExitCodeExceptionMapper(_ -> ExitCode.USAGE)
        .execute(args);
  }

  /// What was wrong, and where to read on: not the whole help.
  private static int complain(ParameterException e, String[] unused) {
    CommandLine line = e.getCommandLine();
    String name = line.getCommandSpec().qualifiedName(" ");
    line.getErr().println("ridethrough-chaos: " + Plain.printable(String.valueOf(e.getMessage())));
    line.getErr().println("See `" + name + " --help`.");
    line.getErr().flush();
    return ExitCode.USAGE;
  }

  private static int explain(Exception e, CommandLine line, CommandLine.ParseResult unused) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    if (e instanceof AccessDeniedException) {
      message = "no permission to use " + message + ": give another folder, with --report";
    }
    line.getErr().println("ridethrough-chaos: " + Plain.printable(message));
    line.getErr().flush();
    boolean usage = e instanceof BadScenarioException || e instanceof ReportException;
    return usage ? ExitCode.USAGE : ExitCode.INVALID;
  }

  private static Place place(String text) {
    return Arrays.stream(Place.values())
        .filter(it -> it.option().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of " + worlds()));
  }

  private static String worlds() {
    return Arrays.stream(Place.values()).map(Place::option).collect(Collectors.joining(", "));
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
        spec.commandLine(),
        "Which command? One of gate, run, explore, reproduce, recheck, digest, demo, scenario, stopped, bench, startup, systemd, clients, verify-release.");
  }
}
