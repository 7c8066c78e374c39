package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.service.Service;
import dev.ridethrough.service.ServiceException;
import picocli.CommandLine.Command;

@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description =
        "Start the daemon, by systemd where its unit is installed, else detached; return when it answers.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:a daemon answers", "1:that failed; the message says why", "64:wrong usage"})
final class DaemonStart extends StartingCommand {
  DaemonStart(Machine machine, Console console) {
    super(machine, console);
  }

  @Override
  int run(Service service) throws ServiceException {
    return say(service.start());
  }
}
