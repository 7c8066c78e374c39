package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;

/// A pipe between a process and whoever started it.
final class SimPipe {
  private final SimKernel kernel;
  private final ByteQueue bytes;
  private final WaitQueue readers = new WaitQueue();
  private final WaitQueue writers = new WaitQueue();
  private boolean readingClosed;
  private boolean writingClosed;

  SimPipe(SimKernel kernel) {
    this.kernel = kernel;
    this.bytes = new ByteQueue(kernel.settings().streamBytes());
  }

  /// @throws KernelException EBADF when this end is closed
  int read(byte[] into, int offset, int length) throws KernelException {
    while (true) {
      if (readingClosed) {
        throw new KernelException(Errno.EBADF, "read");
      }
      if (!bytes.isEmpty()) {
        int n = kernel.take(Math.min(length, bytes.size()));
        bytes.take(into, offset, n);
        writers.wakeAll();
        return n;
      }
      if (writingClosed) {
        return -1;
      }
      readers.await(kernel.scheduler());
    }
  }

  /// @throws KernelException EBADF when this end is closed, EPIPE when the other one is
  int write(byte[] from, int offset, int length) throws KernelException {
    while (true) {
      if (writingClosed) {
        throw new KernelException(Errno.EBADF, "write");
      }
      if (readingClosed) {
        throw new KernelException(Errno.EPIPE, "write");
      }
      if (bytes.room() > 0) {
        int n = kernel.take(Math.min(length, bytes.room()));
        kernel.scheduler().digest().mix(from, offset, n);
        bytes.put(from, offset, n);
        readers.wakeAll();
        return n;
      }
      writers.await(kernel.scheduler());
    }
  }

  /// How many bytes wait in it.
  int waiting() {
    return bytes.size();
  }

  void closeReading() {
    readingClosed = true;
    wakeAll();
  }

  void closeWriting() {
    writingClosed = true;
    wakeAll();
  }

  private void wakeAll() {
    readers.wakeAll();
    writers.wakeAll();
  }
}
