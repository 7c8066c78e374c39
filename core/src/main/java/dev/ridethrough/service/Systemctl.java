package dev.ridethrough.service;

import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.Host;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.Text;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The systemd user manager, by its own program. No shell is involved.
final class Systemctl {
  /// What takes no time of the daemon's.
  private static final Duration SHORT = Duration.ofSeconds(15);

  private final Machine machine;
  private final Path program;

  private Systemctl(Machine machine, Path program) {
    this.machine = machine;
    this.program = program;
  }

  /// The first one on PATH.
  ///
  /// @return null when there is none
  static @Nullable Systemctl find(Machine machine) {
    String path = machine.environment("PATH");
    for (String directory : (path == null ? "" : path).split(":", -1)) {
      Path program = in(directory);
      if (program != null && machine.host().isProgram(program)) {
        return new Systemctl(machine, program);
      }
    }
    return null;
  }

  private static @Nullable Path in(String directory) {
    try {
      return directory.startsWith("/") ? Path.of(directory, "systemctl") : null;
    } catch (InvalidPathException e) {
      return null; // no name that this locale can write
    }
  }

  /// The first one on PATH.
  ///
  /// @throws ServiceException when there is none
  static Systemctl required(Machine machine) throws ServiceException {
    Systemctl found = find(machine);
    if (found == null) {
      throw new ServiceException(
          "there is no systemctl on PATH, so this machine has no systemd, or it is elsewhere. Without"
              + " it `ridethrough daemon start` starts the daemon, but nothing starts it again.");
    }
    return found;
  }

  UnitState show(String unit) throws ServiceException {
    return UnitState.of(run(SHORT, "show", unit, "--property=" + UnitState.PROPERTIES));
  }

  void reload() throws ServiceException {
    run(SHORT, "daemon-reload");
  }

  void enable(List<String> units) throws ServiceException {
    run(SHORT, "enable", units);
  }

  void disable(List<String> units) throws ServiceException {
    run(SHORT, "disable", units);
  }

  void start(List<String> units) throws ServiceException {
    run(SHORT, "start", units);
  }

  /// Waits until it has ended.
  ///
  /// @param limit how long that may take
  void stop(List<String> units, Duration limit) throws ServiceException {
    run(SHORT.plus(limit), "stop", units);
  }

  /// Waits until the old one has ended and the new one has been started.
  ///
  /// @param limit how long the old one may take
  void restart(List<String> units, Duration limit) throws ServiceException {
    run(SHORT.plus(limit), "restart", units);
  }

  private void run(Duration limit, String verb, List<String> units) throws ServiceException {
    List<String> words = new ArrayList<>(List.of(verb));
    words.addAll(units);
    run(limit, words.toArray(String[]::new));
  }

  private String run(Duration limit, String... words) throws ServiceException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "--user"));
    command.addAll(List.of(words));
    String text = "systemctl --user " + String.join(" ", words);
    Host.Ended ended;
    try {
      ended = machine.host().run(command, environment(), limit);
    } catch (KernelException e) {
      throw new ServiceException(
          "`" + text + "` did not end: " + Text.printable(String.valueOf(e.getMessage())) + ".");
    }
    if (ended.status() != 0) {
      String said = Text.printable(ended.err().strip().replace("\n", " | "));
      throw new ServiceException(
          "`%s` failed with status %d: %s. %s"
              .formatted(text, ended.status(), said, remedy(ended.err())));
    }
    return ended.out();
  }

  private static String remedy(String said) {
    return said.contains("Failed to connect to")
        ? "No systemd user manager can be reached: log in as this user rather than by su or sudo, or"
            + " run `loginctl enable-linger` once. `ridethrough daemon start` needs none when no unit"
            + " is installed."
        : "Look at `systemctl --user status "
            + Unit.SERVICE
            + "` and `journalctl --user -u "
            + Unit.SERVICE
            + "`.";
  }

  /// A plain shell may lack the variable by which the manager is found.
  private Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("LC_ALL", "C");
    Path usual = Path.of("/run/user", String.valueOf(machine.self().uid()));
    if (machine.environment("XDG_RUNTIME_DIR") == null && isDirectory(usual)) {
      variables.put("XDG_RUNTIME_DIR", usual.toString());
    }
    return variables;
  }

  private boolean isDirectory(Path path) {
    try {
      return machine.files().status(path).kind() == FileStatus.Kind.DIRECTORY;
    } catch (KernelException e) {
      return false;
    }
  }
}
