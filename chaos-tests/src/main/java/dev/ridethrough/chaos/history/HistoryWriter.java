package dev.ridethrough.chaos.history;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
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
    this.out = Files.newBufferedWriter(file);
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
