package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.service.Check;
import dev.ridethrough.service.Condition;
import dev.ridethrough.service.Service;
import dev.ridethrough.service.ServiceException;
import dev.ridethrough.service.Status;
import dev.ridethrough.wire.Json;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Ask the daemon something and say whether it answers, and how its service is.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:a daemon answered",
      "1:that can't be told; the message says why",
      "64:wrong usage",
      "69:none did"
    })
final class DaemonStatus extends ServiceCommand {
  @Option(names = "--json", description = "Print all that is known as JSON.")
  private boolean json;

  DaemonStatus(Machine machine, Console console) {
    super(machine, console);
  }

  @Override
  int run(Service service) throws ServiceException {
    Status status = service.status();
    if (json) {
      byte[] text = Json.bytes(StatusJson.of(status, status.checks()));
      console.print(new String(text, StandardCharsets.UTF_8));
    } else {
      print(status);
    }
    return status.condition() instanceof Condition.Serving ? ExitCode.OK : ExitCode.NOT_SENT;
  }

  private void print(Status status) {
    StringBuilder lines = new StringBuilder();
    for (Check check : status.checks()) {
      switch (check.name()) {
        case "socket" -> lines.append(check.text()).append('\n');
        case "lease" -> lines.append("lease: ").append(check.text()).append('\n');
        default -> {}
      }
    }
    lines.append("service: ").append(status.service().words());
    console.print(lines.toString());
    for (Check check : status.checks()) {
      if (check.level() != Check.Level.OK && !check.name().equals("socket")) {
        console.complain("ridethrough: " + check.level().words() + ": " + check.text() + ".");
      }
    }
  }
}
