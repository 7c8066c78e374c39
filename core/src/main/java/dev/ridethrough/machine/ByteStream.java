package dev.ridethrough.machine;

/// A stream of bytes in both or one direction. One thread may read while another writes; any thread
/// may close.
public interface ByteStream extends AutoCloseable {

  /// Waits for at least one byte.
  ///
  /// @return the number of bytes read, or -1 at the end of the stream
  /// @throws KernelException ECONNRESET when the peer died with something unread, EBADF when closed
  ///   meanwhile
  int read(byte[] into, int offset, int length) throws KernelException;

  /// Waits until some bytes could be written.
  ///
  /// @return the number of bytes written, possibly fewer than `length`
  /// @throws KernelException EPIPE when the peer is gone, EBADF when closed meanwhile
  int write(byte[] from, int offset, int length) throws KernelException;

  /// Closes both directions. Idempotent, never throws; wakes blocked readers and writers with
  /// EBADF.
  @Override
  void close();
}
