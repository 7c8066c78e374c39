package dev.ridethrough.daemon;

import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.wire.Lines;

/// What a client sends: notices its first byte, and ends at a line that is longer than any may be,
/// whether or not its newline would ever come.
///
/// One thread reads; any thread may ask.
final class Inbound implements ByteStream {
  /// The one may be a carriage return.
  private static final int MAX_UNENDED_BYTES = Lines.MAX_LINE_BYTES + 1;

  private final Connection connection;
  private volatile boolean heard;
  private volatile boolean overlong;
  private int unended;

  Inbound(Connection connection) {
    this.connection = connection;
  }

  /// Whether any byte has come.
  boolean heard() {
    return heard;
  }

  /// Whether a line was too long, which is why reading failed.
  boolean overlong() {
    return overlong;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws KernelException {
    int n = connection.read(into, offset, length);
    if (n > 0) {
      heard = true;
      count(into, offset, n);
    }
    return n;
  }

  private void count(byte[] bytes, int offset, int n) throws KernelException {
    int last = n;
    while (last > 0 && bytes[offset + last - 1] != '\n') {
      last--;
    }
    unended = last == 0 ? unended + n : n - last;
    if (unended > MAX_UNENDED_BYTES) {
      overlong = true;
      throw new KernelException(Errno.EIO, "read a line of more than " + Lines.MAX_LINE_BYTES);
    }
  }

  @Override
  public int write(byte[] from, int offset, int length) throws KernelException {
    return connection.write(from, offset, length);
  }

  @Override
  public void close() {
    connection.close();
  }
}
