package dev.ridethrough.wire;

import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.KernelException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Reads newline-terminated lines of bounded length. An unterminated last line is never returned.
///
/// One thread reads at a time.
public final class Lines {
  /// The longest line that any part of Ridethrough takes, newline not counted.
  public static final int MAX_LINE_BYTES = 8 * 1024 * 1024;

  private static final int FIRST_BUFFER_BYTES = 8 * 1024;

  private final ByteStream stream;
  private final int maxLineBytes;
  private final ByteBudget budget;
  private final AtomicLong taken = new AtomicLong();
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private int start;
  private int end;
  private int scanned;
  private boolean skipping;

  public Lines(ByteStream stream, int maxLineBytes) {
    this(stream, maxLineBytes, ByteBudget.unlimited());
  }

  public Lines(ByteStream stream) {
    this(stream, MAX_LINE_BYTES);
  }

  /// Reads on a budget that is shared with others. To be released in the end.
  public Lines(ByteStream stream, ByteBudget budget) {
    this(stream, MAX_LINE_BYTES, budget);
  }

  private Lines(ByteStream stream, int maxLineBytes, ByteBudget budget) {
    this.stream = stream;
    this.maxLineBytes = maxLineBytes;
    this.budget = budget;
  }

  /// Gives back what it took of its budget; to be called when the stream is closed. From any
  /// thread.
  public void release() {
    budget.giveBack(taken.getAndSet(0));
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

  /// Whether a line has begun and not ended; to be asked at the end of the stream.
  public boolean isWithinALine() {
    return skipping || end > start;
  }

  /// Whether the peer has sent more or closed its side, found out without waiting. Bytes that have
  /// come are kept.
  public boolean hasMore(Connection connection) throws KernelException, BadMessageException {
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
    startSmall();
  }

  private void makeRoom() throws OverBudgetException {
    if (start == end) {
      start = 0;
      end = 0;
      scanned = 0;
      if (buffer.length > FIRST_BUFFER_BYTES * 16) {
        startSmall();
      }
    } else if (end == buffer.length) {
      compact();
      if (end > buffer.length / 2) {
        grow();
      }
    }
  }

  private void compact() {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    scanned -= start;
    end -= start;
    start = 0;
  }

  private void grow() throws OverBudgetException {
    int more =
        Math.min(buffer.length, maxLineBytes + 2 - buffer.length); // never holds more than a line
    if (more > 0) {
      if (!budget.tryTake(more)) {
        throw new OverBudgetException();
      }
      taken.addAndGet(more);
      buffer = Arrays.copyOf(buffer, buffer.length + more);
    }
  }

  private void startSmall() {
    release();
    buffer = new byte[FIRST_BUFFER_BYTES];
  }
}
