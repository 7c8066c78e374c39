package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A command that may start a daemon.
abstract class StartingCommand extends ServiceCommand {
  @Option(
      names = "--drain",
      paramLabel = "DURATION",
      description =
          "How long a shutdown waits for running requests (default: what the unit says, else 4s).")
  private @Nullable Duration drain;

  StartingCommand(Machine machine, Console console) {
    super(machine, console);
  }

  @Override
  @Nullable Duration drain() {
    return drain;
  }
}
