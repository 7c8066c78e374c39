package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.service.PostUpdate;
import dev.ridethrough.service.Service;
import dev.ridethrough.service.ServiceException;
import picocli.CommandLine.Command;

/// What an update calls in the program that it has just put into its place.
@Command(
    name = "post-update",
    hidden = true,
    mixinStandardHelpOptions = true,
    description =
        "Rewrite the service's unit for this version, keeping its paths, and restart what runs.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:done, or there was nothing to do",
      "1:the unit could not be rewritten; nothing was restarted",
      "64:wrong usage",
      "69:the unit is rewritten, but no daemon of this version answers"
    })
final class PostUpdateCommand extends ServiceCommand {
  PostUpdateCommand(Machine machine, Console console) {
    super(machine, console);
  }

  @Override
  int run(Service service) throws ServiceException {
    PostUpdate done = service.postUpdate();
    if (done.kind() == PostUpdate.Kind.NOT_RESTARTED) {
      console.complain("ridethrough: " + done.text());
      return ExitCode.NOT_SENT;
    }
    return say(done.text());
  }
}
