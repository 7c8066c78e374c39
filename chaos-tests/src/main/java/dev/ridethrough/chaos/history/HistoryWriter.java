package dev.ridethrough.chaos.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a history while it happens. Each event reaches the kernel before [#append] returns, so
/// that a crash of the harness costs at most the event that was being written. For one thread at a
/// time.
public final class HistoryWriter implements Closeable {
  private final BufferedWriter out;

  /// Replaces the file.
  ///
  /// @param header its events are not written
  public HistoryWriter(Path file, History header) throws IOException {
    // a proxy may write half a character, for which UTF-8 has no bytes: it becomes a question mark
    this.out = new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), UTF_8));
    line(Header.of(header));
  }

  public void append(Event event) throws IOException {
    line(event);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void line(Object value) throws IOException {
    out.write(HistoryFile.MAPPER.writeValueAsString(value));
    out.write('\n');
    out.flush();
  }
}
