package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.service.Service;
import dev.ridethrough.service.ServiceException;
import dev.ridethrough.service.Wish;
import dev.ridethrough.update.Outcome;
import dev.ridethrough.update.Source;
import dev.ridethrough.update.Update;
import dev.ridethrough.update.UpdateException;
import dev.ridethrough.wire.Text;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "update",
    mixinStandardHelpOptions = true,
    description =
        "Install another version beside this one, go over to it, and restart the service, if it"
            + " runs. When no daemon of the new version answers, the old one is put back.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:the new version is installed, and answers if the service ran; or it was there already",
      "1:refused; nothing was changed",
      "64:wrong usage",
      "70:the new version's daemon does not answer: the old one is back, and does",
      "71:neither the new version's daemon answers nor the old one's"
    })
final class UpdateCommand implements Callable<Integer> {
  static final int ROLLED_BACK = 70;
  static final int NOBODY_SERVES = 71;

  private final Machine machine;
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it

  @Option(
      names = "--from",
      paramLabel = "DIR|TAR.GZ",
      description =
          "The new version: the folder of a release, or its tar.gz with the .sha256 beside it.")
  private @Nullable Path from;

  @Option(names = "--roll-back", description = "Go back to the version before this one instead.")
  private boolean back;

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "What the tar.gz must be, instead of the file beside it.")
  private @Nullable String sha256;

  @Option(
      names = "--prefix",
      paramLabel = "DIR",
      description =
          "Where versions are installed, and the link `current` leads to one of them (default:"
              + " ~/.local/share/ridethrough).")
  private @Nullable Path prefix;

  UpdateCommand(Machine machine, Console console) {
    this.machine = machine;
    this.console = console;
  }

  @Override
  public Integer call() {
    Path given = from;
    if (back == (given != null)) {
      throw new ParameterException(spec.commandLine(), "Give either --from or --roll-back.");
    }
    Path home = new Where(machine).usualHome();
    Path place = prefix == null ? usualPrefix(home) : Where.given(prefix, "--prefix");
    Path source = given == null ? null : Where.given(given, "--from");
    try {
      Service service =
          new Service(machine, Version.text(), new Wish(home, null, null, null, null));
      Update update =
          new Update(
              machine,
              place,
              service.program(),
              service.stopLimit(),
              it -> console.print(it + " ..."));
      Outcome outcome = source == null ? update.back() : update.to(Source.of(source, sha256));
      return told(outcome);
    } catch (UpdateException | ServiceException e) {
      throw new UserException(printable(String.valueOf(e.getMessage())));
    }
  }

  private static Path usualPrefix(Path home) {
    return home.resolveSibling(".local").resolve("share").resolve("ridethrough");
  }

  private int told(Outcome outcome) {
    String text = printable(outcome.text());
    switch (outcome.kind()) {
      case UPDATED, CURRENT -> console.print(text);
      case ROLLED_BACK, NOBODY_SERVES -> console.complain("ridethrough: " + text);
    }
    return switch (outcome.kind()) {
      case UPDATED, CURRENT -> ExitCode.OK;
      case ROLLED_BACK -> ROLLED_BACK;
      case NOBODY_SERVES -> NOBODY_SERVES;
    };
  }

  /// Names in archives, and what programs say, come from elsewhere.
  private static String printable(String text) {
    return text.lines().map(Text::printable).collect(Collectors.joining("\n"));
  }
}
