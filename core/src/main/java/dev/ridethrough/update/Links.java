package dev.ridethrough.update;

import java.nio.file.Path;

/// Symbolic links of a release, which must lead to the same wherever the release is.
final class Links {
  private Links() {}

  /// Whether no step of the way is outside: one that leaves and comes back by the folder's name
  /// leads elsewhere once the folder has another. `..` is only understood at the beginning, where
  /// it can't come after a link.
  static boolean stays(Path folder, Path link, Path target) {
    int depth = folder.relativize(link).getNameCount() - 1;
    boolean down = false;
    for (Path part : target) {
      boolean up = part.toString().equals("..");
      if (up && (down || --depth < 0)) {
        return false;
      }
      down |= !up;
    }
    return !target.isAbsolute();
  }
}
