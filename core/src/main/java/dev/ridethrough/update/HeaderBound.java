package dev.ridethrough.update;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// An unpacked archive of which only so much may be read for a header: some kilobytes of an archive
/// may unpack to a name that fills the memory.
final class HeaderBound extends FilterInputStream {
  private static final long MOST = 1024L * 1024;

  private long left;

  HeaderBound(InputStream in) {
    super(in);
  }

  /// What is read from here on is a header.
  void header() {
    left = MOST;
  }

  /// What is read from here on is the text of a file: whoever writes it counts it.
  void text() {
    left = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? n : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    count(n);
    return n;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long n = super.skip(Math.min(bytes, left));
    count(n);
    return n;
  }

  private void count(long bytes) throws IOException {
    left -= Math.max(0, bytes);
    if (left <= 0) {
      throw new IOException(
          "a header in it, or what is between its files, has more than %,d bytes".formatted(MOST));
    }
  }
}
