package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.world.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Which faults this machine, this user and this target allow.
final class Abilities {
  private Abilities() {}

  /// Whether permissions mean nothing to this user, so that its children must be made to obey them.
  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      return false;
    }
  }

  /// The faults that can't be done, and why.
  static Map<Fault, String> impossible(Target target, Path root) {
    Map<Fault, String> reasons = new EnumMap<>(Fault.class);
    reasons.put(
        Fault.WALL_CLOCK_JUMP,
        "the core's machine has no operation that reads the wall clock, and an architecture test"
            + " forbids any other: nothing in it can see this");
    EnumSet.allOf(Fault.class).stream()
        .filter(Fault::needsEngine)
        .forEach(it -> reasons.put(it, "only a container engine can do it: --world container"));
    if (!target.hooked()) {
      reasons.put(Fault.SLOW_START, "the target has no kill points to be held at");
      reasons.put(Fault.CRASH_LOOP, "the target has no kill points before it serves");
      reasons.put(Fault.POISON, "the target has no kill points");
    }
    if (!isRoot()) {
      reasons.put(Fault.FOREIGN_SOCKET, "only root can give a file to another user");
      reasons.put(Fault.FULL_DISK, "only root can mount a small disk");
    } else {
      asRoot(root, reasons);
    }
    return reasons;
  }

  private static void asRoot(Path root, Map<Fault, String> reasons) {
    if (!SmallDisk.works(root)) {
      reasons.put(Fault.FULL_DISK, "mounting a small disk is not permitted here");
    }
    if (!runs(Children.OBEYING_PERMISSIONS)) {
      String reason =
          "this is root, and setpriv, which makes its children obey permissions, failed";
      reasons.put(Fault.UNREADABLE_DIRECTORY, reason);
      reasons.put(Fault.READ_ONLY_DIRECTORY, reason);
    }
  }

  /// Whether `true` can be run behind these words.
  private static boolean runs(List<String> prefix) {
    try {
      List<String> command = new ArrayList<>(prefix);
      command.add("true");
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
