package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// The command line. Stateless; [#run] may be given any machine.
public final class Cli {
  private Cli() {}

  /// Runs one command to its end.
  ///
  /// @return the exit status
  public static int run(Machine machine, String... args) {
    Console console = new Console(machine);
    @Nullable Callable<Integer> urgent = new Urgent(machine, console).command(args);
    if (urgent == null) {
      return RootCommand.run(machine, console, args);
    }
    try {
      return urgent.call();
    } catch (UserException e) {
      return explain(e, console);
    } catch (Exception e) {
      StringWriter trace = new StringWriter(); // a mistake of ours
      e.printStackTrace(new PrintWriter(trace));
      console.complain(trace.toString());
      return ExitCode.FAILED;
    }
  }

  static int explain(UserException e, Console console) {
    console.complain("ridethrough: " + e.getMessage() + "\n");
    return e.status();
  }
}
