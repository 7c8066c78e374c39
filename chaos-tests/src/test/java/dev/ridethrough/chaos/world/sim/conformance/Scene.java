package dev.ridethrough.chaos.world.sim.conformance;

import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What lies in the folder, and which of it lay there at the last look, where or elsewhere.
///
/// Numbers of inodes are compared between two looks only, with one call in between: no call frees a
/// number and makes a file. Over longer times a file system may give a number again, and ours need
/// not do as this one does.
final class Scene {
  private Map<String, FileStatus> last = Map.of();

  interface Eye {
    FileStatus look(String path) throws KernelException;
  }

  String look(List<String> paths, Eye eye) {
    Map<String, FileStatus> now = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    for (String path : paths) {
      try {
        FileStatus status = eye.look(path);
        now.put(path, status);
        if (status.kind() != FileStatus.Kind.MISSING) {
          words.add(path + "=" + Hands.describe(status) + was(status));
        }
      } catch (KernelException e) {
        words.add(path + "=" + e.errno());
      }
    }
    last = now;
    return String.join(" ", words);
  }

  private String was(FileStatus status) {
    for (var before : last.entrySet()) {
      if (before.getValue().id().equals(status.id())) {
        return "(was " + before.getKey() + ")";
      }
    }
    return "(new)";
  }
}
