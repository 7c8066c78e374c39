package dev.ridethrough.update;

import java.nio.file.Path;

/// How much a release may hold: some ten times what ours do. Counts while it is read.
final class Bounds {
  private static final int MOST_ENTRIES = 20_000;
  private static final long MOST_BYTES = 2L * 1024 * 1024 * 1024;
  private static final int LONGEST_NAME = 1024;

  private final Path source;
  private int entries;
  private long bytes;

  Bounds(Path source) {
    this.source = source;
  }

  void entry(String name) throws UpdateException {
    if (++entries > MOST_ENTRIES || name.length() > LONGEST_NAME) {
      throw new UpdateException(
          "%s is no release of this program: it has more than %,d files, or a name of more than %,d characters."
              .formatted(source, MOST_ENTRIES, LONGEST_NAME));
    }
  }

  void bytes(long more) throws UpdateException {
    bytes += more;
    if (bytes > MOST_BYTES) {
      throw new UpdateException(
          "%s is no release of this program: it has more than %,d bytes."
              .formatted(source, MOST_BYTES));
    }
  }
}
