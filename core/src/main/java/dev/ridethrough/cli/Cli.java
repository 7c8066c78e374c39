package dev.ridethrough.cli;

import dev.ridethrough.grace.Delivery;
import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Durations;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The command line. Stateless; [#run] may be given any machine.
@Command(
    name = "ridethrough",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "A local daemon and its MCP stdio proxy that ride out restarts.",
    subcommands = {DaemonCommand.class, ServeCommand.class, CallCommand.class})
public final class Cli implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it

  private Cli() {}

  /// Runs one command to its end.
  ///
  /// @return the exit status
  public static int run(Machine machine, String... args) {
    Console console = new Console(machine);
    Commands commands = new Commands(machine, console);
    CommandLine line = new CommandLine(new Cli(), commands);
    if (!isUrgent(args)) {
      ServiceCommands.add(line, machine, console);
    }
    line.registerConverter(Duration.class, Cli::duration);
    line.registerConverter(Path.class, Cli::path);
    line.registerConverter(Delivery.class, text -> known(Delivery::of, text));
    line.registerConverter(Durability.class, text -> known(Durability::of, text));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    line.setExitCodeExceptionMapper(
        e -> e instanceof ParameterException ? ExitCode.USAGE : ExitCode.FAILED);
    line.setParameterExceptionHandler((e, _) -> explain(e));
    line.setExecutionExceptionHandler((e, _, _) -> {
      if (e instanceof UserException known) {
        console.complain("ridethrough: " + e.getMessage() + "\n");
        return known.status();
      }
      throw e;
    });
    int status = line.execute(args);
    console.print(out.toString());
    console.complain(err.toString());
    return status;
  }

  /// Whether somebody waits in an outage for what this command loads.
  private static boolean isUrgent(String... args) {
    return switch (args.length > 0 ? args[0] : "") {
      case "serve", "call" -> true;
      case "daemon" -> args.length > 1 && args[1].equals("run");
      default -> false;
    };
  }

  /// The error and how the command is used; all its options would hide the error.
  private static int explain(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String usage = command.getHelp().synopsis(0).stripTrailing();
    command
        .getErr()
        .printf(
            "ridethrough: %s%nUsage: %s%nSee '%s --help'.%n",
            e.getMessage(), usage, command.getCommandSpec().qualifiedName());
    return ExitCode.USAGE;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which command? One of daemon, serve, call, doctor.");
  }

  private static Path path(String text) {
    try {
      return Where.path(text);
    } catch (UserException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static Duration duration(String text) {
    try {
      return Durations.parse(text);
    } catch (BadMessageException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static <T> T known(Function<String, T> reader, String text) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
