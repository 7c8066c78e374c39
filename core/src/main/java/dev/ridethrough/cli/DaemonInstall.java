package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.service.Service;
import dev.ridethrough.service.ServiceException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description =
        "Write the daemon's systemd user unit, enable it, restart the daemon, and return when it"
            + " answers. What is not given stays as an installed unit says it.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:the unit is there, and its daemon answers",
      "1:that failed; the message says why",
      "64:wrong usage"
    })
final class DaemonInstall extends StartingCommand {
  @Option(
      names = "--socket-activated",
      negatable = true,
      description =
          "Let systemd own the socket: it is there before the daemon, and stays while that restarts.")
  private @Nullable Boolean activated;

  DaemonInstall(Machine machine, Console console) {
    super(machine, console);
  }

  @Override
  @Nullable Boolean activated() {
    return activated;
  }

  @Override
  int run(Service service) throws ServiceException {
    return say(service.install());
  }
}
