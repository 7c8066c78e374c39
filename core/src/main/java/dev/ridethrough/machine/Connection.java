package dev.ridethrough.machine;

/// One end of a connected Unix-domain stream socket.
public interface Connection extends ByteStream {

  /// Reads what is there without waiting. No other thread may be reading.
  ///
  /// @return the number of bytes read, 0 when nothing is there yet, -1 at the end of the stream
  int readNow(byte[] into, int offset, int length) throws KernelException;

  /// The process at the other end, as the kernel recorded it when the connection was made.
  Peer peer() throws KernelException;
}
