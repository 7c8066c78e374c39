package dev.ridethrough.update;

import dev.ridethrough.machine.Host;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs the programs of versions. Whatever they say is escaped before it is told.
///
/// @param stopLimit how long the service may take to end
record Programs(Machine machine, Duration stopLimit) {
  private static final Duration SHORT = Duration.ofSeconds(30);

  /// Far longer than all of a post-update but the end of the old daemon.
  private static final Duration POST_UPDATE = Duration.ofMinutes(3);

  private static final Pattern VERSION = Pattern.compile("ridethrough ([0-9A-Za-z.+_-]{1,64})");

  /// What a version says that it is.
  ///
  /// @throws UpdateException when it does not run here, or can't be updated to
  String version(Path folder) throws UpdateException {
    Path launcher = folder.resolve(Version.LAUNCHER);
    if (!machine.host().isProgram(launcher)) {
      throw new UpdateException(
          "this is no release of this program: it has no executable " + Version.LAUNCHER + ".");
    }
    Said said = run(launcher, SHORT, "--version");
    Matcher matcher = VERSION.matcher(said.out().strip());
    if (said.status() != 0 || !matcher.matches()) {
      throw new UpdateException(
          "this version does not run on this machine (`--version` %s): %s."
              .formatted(said.end(), said.words()));
    }
    if (run(launcher, SHORT, "post-update", "--help").status() != 0) {
      throw new UpdateException(
          "version %s is too old to be updated to: it has no post-update. Install it by hand."
              .formatted(matcher.group(1)));
    }
    return matcher.group(1);
  }

  /// Lets a version do what is to be done about the service.
  Said postUpdate(Path launcher) {
    return run(launcher, postUpdateLimit(), "post-update");
  }

  /// One that is on its way down may be followed by a restart.
  Duration postUpdateLimit() {
    return POST_UPDATE.plus(stopLimit.multipliedBy(2));
  }

  /// Lets an earlier version do so, after a later one failed. A later one that could not be
  /// restarted may have left a stopped service, though it ran before.
  ///
  /// @param failed what the later one said
  Said postUpdateAfter(Said failed, Path launcher) {
    Said done = postUpdate(launcher);
    return done.status() == 0 && failed.status() == Said.NOT_RESTARTED
        ? run(launcher, postUpdateLimit(), "daemon", "start")
        : done;
  }

  private Said run(Path launcher, Duration limit, String... words) {
    List<String> command = new java.util.ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    try {
      Host.Ended ended = machine.host().run(command, Map.of(), limit);
      return new Said(ended.status(), ended.out(), ended.err());
    } catch (KernelException e) {
      return new Said(Said.NOT_RUN, "", String.valueOf(e.getMessage()));
    }
  }

  /// How a program ended.
  record Said(int status, String out, String err) {
    static final int NOT_RUN = -1;

    /// The unit could not be rewritten, and nothing was restarted.
    static final int NOTHING_DONE = 1;

    /// The service ran, its unit was rewritten, and no daemon of that version answered.
    static final int NOT_RESTARTED = 69;

    /// For people.
    String end() {
      return status == NOT_RUN ? "failed" : "ended with status " + status;
    }

    /// All that it said, in one line.
    String words() {
      String all = (out.strip() + "\n" + err.strip()).strip();
      return all.isEmpty() ? "it said nothing" : Text.printable(all.replace("\n", " | "));
    }
  }
}
