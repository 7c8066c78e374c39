package dev.ridethrough.chaos.history;

import dev.ridethrough.wire.Text;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The lines of a file that anybody may have written, one at a time: never more of it in memory
/// than one line, and that bounded. For one thread at a time.
public final class Lines implements Closeable {
  static final long MAX_BYTES = 200_000_000;

  /// A reply of 8 MiB in which every character is escaped.
  static final int MAX_LINE_BYTES = 50_000_000;

  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final String name;
  private final long maxBytes;
  private final int maxLineBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;
  private long bytes;
  private int number;
  private @Nullable String ahead;
  private boolean cut;

  /// @param name of where the lines come from, for people
  public Lines(InputStream in, String name) {
    this(in, name, MAX_BYTES, MAX_LINE_BYTES);
  }

  Lines(InputStream in, String name, long maxBytes, int maxLineBytes) {
    this.in = in;
    this.name = name;
    this.maxBytes = maxBytes;
    this.maxLineBytes = maxLineBytes;
  }

  /// Opens a file. What is no regular file is never opened: a pipe would not let go.
  ///
  /// @throws BadHistoryException when there is none, or it is too large, or it can't be read
  public static Lines of(Path file) throws BadHistoryException {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new BadHistoryException(file + " is no file");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw tooLarge(file.toString());
      }
      return new Lines(Files.newInputStream(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new BadHistoryException("there is no history " + file);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  public String name() {
    return name;
  }

  /// The next one, which stays the next one; or null after the last.
  ///
  /// @throws BadHistoryException as [#next] does
  public @Nullable String peek() throws BadHistoryException {
    if (ahead == null) {
      ahead = read();
    }
    return ahead;
  }

  /// The next one, or null after the last. A last line without its end is left out: whoever wrote
  /// it died, or still writes.
  ///
  /// @throws BadHistoryException when it can't be read, is too long, or is no text
  public @Nullable String next() throws BadHistoryException {
    String line = peek();
    ahead = null;
    return line;
  }

  private @Nullable String read() throws BadHistoryException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    number++;
    while (from < to || fill()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      if (line.size() + end - from > maxLineBytes) {
        throw wrong("the line is longer than any of a history");
      }
      line.write(buffer, from, end - from);
      from = end + 1;
      if (end < to) {
        return text(line.toByteArray());
      }
    }
    cut = line.size() > 0;
    return null;
  }

  private boolean fill() throws BadHistoryException {
    try {
      from = 0;
      to = in.read(buffer);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
    bytes += to;
    if (bytes > maxBytes) {
      throw tooLarge(name);
    }
    return to > 0;
  }

  /// Whether the last line had no end, and was left out.
  public boolean isCut() {
    return cut;
  }

  /// What is wrong with the line that was read last.
  public BadHistoryException wrong(String why) {
    return new BadHistoryException(name + ", line " + number + ": " + Text.printable(why));
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // what was read was read
    }
  }

  private String text(byte[] line) throws BadHistoryException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw wrong("not a history: this is no UTF-8");
    }
  }

  private static BadHistoryException tooLarge(String name) {
    return new BadHistoryException(name + " is larger than any history");
  }

  private static BadHistoryException unreadable(String name, IOException e) {
    String why = e instanceof AccessDeniedException ? "no permission" : e.toString();
    return new BadHistoryException("can't read the history " + name + ": " + why);
  }
}
