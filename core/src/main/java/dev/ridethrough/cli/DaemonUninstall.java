package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.service.Service;
import dev.ridethrough.service.ServiceException;
import picocli.CommandLine.Command;

@Command(
    name = "uninstall",
    mixinStandardHelpOptions = true,
    description = "Stop the daemon and remove its systemd unit; what it has stored stays.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:no unit is there any more",
      "1:that failed; the message says why",
      "64:wrong usage"
    })
final class DaemonUninstall extends ServiceCommand {
  DaemonUninstall(Machine machine, Console console) {
    super(machine, console);
  }

  @Override
  int run(Service service) throws ServiceException {
    return say(service.uninstall());
  }
}
