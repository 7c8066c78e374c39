package dev.ridethrough.wire;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Peer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Gives the bytes in the pieces it was told, then the end.
final class ScriptedStream implements Connection {
  private final Deque<byte[]> pieces;

  /// The most that one read was asked for: how large the reader's buffer is, at least.
  int largestRead;

  ScriptedStream(List<byte[]> pieces) {
    this.pieces = new ArrayDeque<>(pieces);
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    largestRead = Math.max(largestRead, length);
    byte[] piece = pieces.poll();
    if (piece == null) {
      return -1;
    }
    int n = Math.min(length, piece.length);
    System.arraycopy(piece, 0, into, offset, n);
    if (n < piece.length) {
      pieces.push(Arrays.copyOfRange(piece, n, piece.length));
    }
    return n;
  }

  @Override
  public int readNow(byte[] into, int offset, int length) {
    return read(into, offset, length);
  }

  @Override
  public int write(byte[] from, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Peer peer() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
