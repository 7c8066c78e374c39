package dev.ridethrough.wire;

import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Watchdog;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// Writes whole lines, one at a time. A peer that does not read for `limit` loses the stream.
///
/// Any thread may write.
public final class LineWriter {
  private final Machine machine;
  private final ByteStream stream;
  private final ReentrantLock lock = new ReentrantLock();

  public LineWriter(Machine machine, ByteStream stream) {
    this.machine = machine;
    this.stream = stream;
  }

  /// Returns once the last byte, a newline, was taken by the kernel.
  ///
  /// @throws KernelException EPIPE or ECONNRESET when the peer is gone, EBADF when `limit` passed
  ///   or the stream was closed; the peer then has no complete line
  public void write(Duration limit, byte[]... lines) throws KernelException {
    byte[] bytes = joined(lines);
    lock.lock();
    try {
      writeAll(bytes, limit);
    } finally {
      lock.unlock();
    }
  }

  /// Like [#write], but gives up at once when another line is being written.
  ///
  /// @return whether it was written
  public boolean tryWrite(Duration limit, byte[] line) throws KernelException {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      writeAll(joined(line), limit);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void writeAll(byte[] bytes, Duration limit) throws KernelException {
    Watchdog watchdog = Watchdog.start(machine, limit, stream::close);
    try {
      int done = 0;
      while (done < bytes.length) {
        int n = stream.write(bytes, done, bytes.length - done);
        if (n <= 0) {
          throw new KernelException(Errno.EPIPE, "write");
        }
        done += n;
      }
    } finally {
      watchdog.cancel();
    }
  }

  private static byte[] joined(byte[]... lines) {
    int length = 0;
    for (byte[] line : lines) {
      length += line.length + 1;
    }
    byte[] bytes = new byte[length];
    int at = 0;
    for (byte[] line : lines) {
      System.arraycopy(line, 0, bytes, at, line.length);
      at += line.length;
      bytes[at++] = '\n';
    }
    return bytes;
  }
}
