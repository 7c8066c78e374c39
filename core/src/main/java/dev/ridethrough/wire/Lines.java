package dev.ridethrough.wire;

import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.KernelException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads newline-terminated lines of bounded length. An unterminated last line is never returned.
///
/// One thread reads at a time.
public final class Lines {
  /// The longest line that any part of Ridethrough takes, newline not counted.
  public static final int MAX_LINE_BYTES = 16 * 1024 * 1024;

  private static final int FIRST_BUFFER_BYTES = 8 * 1024;

  private final ByteStream stream;
  private final int maxLineBytes;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private int start;
  private int end;
  private int scanned;
  private boolean skipping;

  public Lines(ByteStream stream, int maxLineBytes) {
    this.stream = stream;
    this.maxLineBytes = maxLineBytes;
  }

  public Lines(ByteStream stream) {
    this(stream, MAX_LINE_BYTES);
  }

  /// Waits for the next line.
  ///
  /// @return the line without its newline (nor a carriage return before it), or null at the end of
  ///   the stream
  /// @throws BadMessageException when the line is too long; the next call goes on behind it
  public byte @Nullable [] next() throws KernelException, BadMessageException {
    while (true) {
      byte[] line = buffered();
      if (line != null) {
        return line;
      }
      makeRoom();
      int n = stream.read(buffer, end, buffer.length - end);
      if (n < 0) {
        return null;
      }
      end += n;
    }
  }

  /// Whether the peer has sent more or closed its side, found out without waiting. Bytes that have
  /// come are kept.
  public boolean hasMore(Connection connection) throws KernelException {
    if (end > start) {
      return true;
    }
    makeRoom();
    int n = connection.readNow(buffer, end, buffer.length - end);
    end += Math.max(n, 0);
    return n != 0;
  }

  private byte @Nullable [] buffered() throws BadMessageException {
    for (int i = scanned; i < end; i++) {
      if (buffer[i] == '\n') {
        return take(i);
      }
    }
    scanned = end;
    if (end - start > maxLineBytes + 1) { // the one may be a carriage return before the newline
      skipping = true;
      dropBuffered();
    }
    return null;
  }

  private byte @Nullable [] take(int newline) throws BadMessageException {
    int from = start;
    int to = newline > from && buffer[newline - 1] == '\r' ? newline - 1 : newline;
    start = newline + 1;
    scanned = start;
    if (skipping || to - from > maxLineBytes) {
      skipping = false;
      throw new BadMessageException("line longer than " + maxLineBytes + " bytes");
    }
    return Arrays.copyOfRange(buffer, from, to);
  }

  private void dropBuffered() {
    start = 0;
    end = 0;
    scanned = 0;
    buffer = new byte[FIRST_BUFFER_BYTES];
  }

  private void makeRoom() {
    if (start == end) {
      start = 0;
      end = 0;
      scanned = 0;
      if (buffer.length > FIRST_BUFFER_BYTES * 16) {
        buffer = new byte[FIRST_BUFFER_BYTES];
      }
    } else if (end == buffer.length) {
      int live = end - start;
      byte[] next = live > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
      System.arraycopy(buffer, start, next, 0, live);
      buffer = next;
      scanned -= start;
      start = 0;
      end = live;
    }
  }
}
