package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.service.Check;
import dev.ridethrough.service.Doctor;
import dev.ridethrough.service.Service;
import dev.ridethrough.service.ServiceException;
import dev.ridethrough.service.Status;
import dev.ridethrough.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Look at everything that a daemon needs, change nothing, and say what to do.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:no problem; there may be warnings",
      "1:at least one problem",
      "64:wrong usage"
    })
final class DoctorCommand extends ServiceCommand {
  @Option(names = "--json", description = "Print all that is known as JSON.")
  private boolean json;

  DoctorCommand(Machine machine, Console console) {
    super(machine, console);
  }

  @Override
  int run(Service service) throws ServiceException {
    Status status = service.status();
    List<Check> checks = new Doctor(machine, status).examine();
    if (json) {
      byte[] text = Json.bytes(StatusJson.of(status, checks));
      console.print(new String(text, StandardCharsets.UTF_8));
    } else {
      StringBuilder lines = new StringBuilder();
      for (Check check : checks) {
        lines.append("%-8s %-8s %s%n".formatted(check.level().words(), check.name(), check.text()));
      }
      console.print(lines.toString());
    }
    boolean well = checks.stream().noneMatch(check -> check.level() == Check.Level.PROBLEM);
    return well ? ExitCode.OK : ExitCode.FAILED;
  }
}
