package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.service.Service;
import dev.ridethrough.service.ServiceException;
import picocli.CommandLine.Command;

@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description =
        "End the daemon with SIGTERM, or by systemd where its unit is installed, and wait until it is gone.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:it is gone",
      "1:that failed; the message says why",
      "64:wrong usage",
      "69:there was none"
    })
final class DaemonStop extends ServiceCommand {
  DaemonStop(Machine machine, Console console) {
    super(machine, console);
  }

  @Override
  int run(Service service) throws ServiceException {
    return say(service.stop());
  }
}
