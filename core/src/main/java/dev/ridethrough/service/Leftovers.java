package dev.ridethrough.service;

import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.Text;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an update that was cut left where versions are installed.
record Leftovers(Machine machine, Path prefix) {
  private static final Path LAUNCHER = Path.of("current", "bin", "ridethrough");

  /// Where the program is installed that a service starts, or that this is; null when it was not
  /// installed by an update.
  static @Nullable Leftovers of(Machine machine, @Nullable Unit unit) {
    Path launcher = unit == null ? machine.host().launcher() : unit.launcher();
    if (launcher == null || !launcher.endsWith(LAUNCHER) || launcher.getNameCount() <= 3) {
      return null;
    }
    Path prefix = launcher.getRoot().resolve(launcher.subpath(0, launcher.getNameCount() - 3));
    return new Leftovers(machine, prefix);
  }

  Check check() {
    String name = Text.printable(prefix.toString());
    try {
      if (isThere("unfinished")) {
        return Check.warning(
            "update",
            "an update in %s%s was cut, or runs right now: when none runs, do it again, or go back with `ridethrough update --roll-back --prefix %s`"
                .formatted(name, versions(), name));
      }
      return isThere("versions/.incoming")
          ? Check.warning(
              "update",
              "half a version is in %s, of an update that was cut or runs right now: nothing uses it, and the next update clears it away"
                  .formatted(name))
          : Check.ok("update", "no update in " + name + " was cut");
    } catch (KernelException e) {
      return Check.problem("update", "can't look at " + Text.printable(e.getMessage() + "."));
    }
  }

  private boolean isThere(String file) throws KernelException {
    return machine.files().status(prefix.resolve(file)).kind() != FileStatus.Kind.MISSING;
  }

  /// As the update noted them: from the one in the first line to that in the second.
  private String versions() throws KernelException {
    List<String> lines = machine.files().read(prefix.resolve("unfinished")).lines().toList();
    return lines.size() == 2 ? " to " + Text.printable(lines.get(1)) : "";
  }
}
