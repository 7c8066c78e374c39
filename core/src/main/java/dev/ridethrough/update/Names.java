package dev.ridethrough.update;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The names in an archive: all in one folder, and none leads out of it.
final class Names {
  private final Path archive;
  private final Path folder;
  private @Nullable String top;

  Names(Path archive, Path folder) {
    this.archive = archive;
    this.folder = folder;
  }

  /// Where an entry goes; the folder itself for the one that all are in.
  Path inside(String name) throws UpdateException {
    String[] parts = (name.startsWith("./") ? name.substring(2) : name).split("/", -1);
    int length = parts[parts.length - 1].isEmpty() ? parts.length - 1 : parts.length;
    Path path = folder;
    for (int i = 0; i < length; i++) {
      String part = parts[i];
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw refused(name);
      }
      if (i > 0) {
        path = path.resolve(part);
      }
    }
    if (length > 0) {
      top = top == null ? parts[0] : top;
      if (!top.equals(parts[0])) {
        throw refused(name);
      }
    }
    return path;
  }

  private UpdateException refused(String name) {
    return new UpdateException(
        "%s is no release of this program: %s is outside of the one folder that all must be in. Nothing was installed."
            .formatted(archive, dev.ridethrough.wire.Text.printable(name)));
  }
}
