package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.service.Service;
import dev.ridethrough.service.ServiceException;
import picocli.CommandLine.Command;

@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    description = "Stop the daemon, start it, and return when the new one answers.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:another daemon answers",
      "1:that failed; the message says why",
      "64:wrong usage"
    })
final class DaemonRestart extends StartingCommand {
  DaemonRestart(Machine machine, Console console) {
    super(machine, console);
  }

  @Override
  int run(Service service) throws ServiceException {
    return say(service.restart());
  }
}
