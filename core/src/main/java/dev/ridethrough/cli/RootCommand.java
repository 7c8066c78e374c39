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

/// The command line as picocli reads it.
@Command(
    name = "ridethrough",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOption.class,
    description = "A local daemon and its MCP stdio proxy that ride out restarts.",
    subcommands = {DaemonCommand.class, ServeCommand.class, CallCommand.class})
final class RootCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it

  private RootCommand() {}

  /// All commands.
  static CommandLine line(Machine machine, Console console) {
    CommandLine line = new CommandLine(new RootCommand(), new Commands(machine, console));
    ServiceCommands.add(line, machine, console);
    line.registerConverter(Duration.class, RootCommand::duration);
    line.registerConverter(Path.class, RootCommand::path);
    line.registerConverter(Delivery.class, text -> known(Delivery::of, text));
    line.registerConverter(Durability.class, text -> known(Durability::of, text));
    return line;
  }

  /// Runs one command to its end.
  ///
  /// @return the exit status
  static int run(Machine machine, Console console, String... args) {
    CommandLine line = line(machine, console);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    line.setExitCodeExceptionMapper(
        e -> e instanceof ParameterException ? ExitCode.USAGE : ExitCode.FAILED);
    line.setParameterExceptionHandler((e, _) -> explain(e));
    line.setExecutionExceptionHandler((e, _, _) -> {
      if (e instanceof UserException known) {
        return Cli.explain(known, console);
      }
      throw e;
    });
    int status = line.execute(args);
    console.print(out.toString());
    console.complain(err.toString());
    return status;
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
        spec.commandLine(), "Which command? One of daemon, serve, call, doctor, update.");
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
