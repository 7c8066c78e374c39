package dev.ridethrough.chaos.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The lines of a file that may come from anywhere: one at a time, and no more than there may be.
public final class JsonLines implements AutoCloseable {
  private static final long MAX_BYTES = 200_000_000;

  private final Path file;
  private final BufferedReader in;
  private int number;

  private JsonLines(Path file, BufferedReader in) {
    this.file = file;
    this.in = in;
  }

  public static JsonLines open(Path file) throws BadHistoryException {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new BadHistoryException(file + " is no regular file");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new BadHistoryException(file + " is larger than any history");
      }
      return new JsonLines(file, Files.newBufferedReader(file, UTF_8));
    } catch (NoSuchFileException e) {
      throw new BadHistoryException("there is no " + file);
    } catch (IOException e) {
      throw new BadHistoryException("can't read " + file + ": " + e);
    }
  }

  public String next() throws BadHistoryException {
    try {
      String line = in.readLine();
      number++;
      if (line == null) {
        throw new BadHistoryException(file + " breaks off at line " + number);
      }
      return line;
    } catch (IOException e) {
      throw new BadHistoryException("can't read " + file + ": " + e);
    }
  }

  public String poll() throws BadHistoryException {
    try {
      return in.readLine();
    } catch (IOException e) {
      throw new BadHistoryException("can't read " + file + ": " + e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // nothing was written
    }
  }
}
