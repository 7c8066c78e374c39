package dev.ridethrough.update;

import java.nio.file.Path;

/// An installed version.
///
/// @param folder that it is whole in
record Version(Path folder) {
  static final String LAUNCHER = "bin/ridethrough";

  /// As it is called: what it says of itself, and the beginning of its digest.
  String name() {
    return String.valueOf(folder.getFileName());
  }

  Path launcher() {
    return folder.resolve(LAUNCHER);
  }
}
