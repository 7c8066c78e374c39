package dev.ridethrough.update;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an update notes before it touches what runs, and takes back when it is over: an update that
/// was cut in between is known by it.
///
/// @param from the last version that is known to serve, or empty
/// @param to the version that it goes to
record Unfinished(String from, String to) {
  private static final String FILE = "unfinished";
  private static final long MAX_BYTES = 4096;

  /// The note of an update that was cut.
  ///
  /// @return null when there is none
  static @Nullable Unfinished read(Path prefix) throws UpdateException {
    Path file = prefix.resolve(FILE);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("it is too long");
      }
      List<String> lines = Files.readAllLines(file);
      if (lines.size() != 2 || lines.get(1).isEmpty()) {
        throw new IOException("it is nothing that an update writes");
      }
      return new Unfinished(lines.getFirst(), lines.getLast());
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new UpdateException(
          "can't read %s: %s. Delete it if no update runs.".formatted(file, e.getMessage()));
    }
  }

  void write(Path prefix) throws UpdateException {
    Path file = prefix.resolve(FILE);
    Path temporary = prefix.resolve(FILE + ".new");
    try {
      Files.writeString(
          temporary,
          from + "\n" + to + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
      Installation.force(temporary);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      Installation.force(prefix);
    } catch (IOException e) {
      throw UpdateException.of("write", file, e);
    }
  }

  static void delete(Path prefix) throws UpdateException {
    Path file = prefix.resolve(FILE);
    try {
      Files.deleteIfExists(file);
      Installation.force(prefix);
    } catch (IOException e) {
      throw UpdateException.of("delete", file, e);
    }
  }
}
