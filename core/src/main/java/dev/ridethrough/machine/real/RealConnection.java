package dev.ridethrough.machine.real;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Peer;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A connected channel in blocking mode, for good: to change the mode would wait for a blocked
/// writer, and a writer would see 0 bytes written meanwhile.
final class RealConnection implements Connection {
  // The JDK copies through a buffer of this size that it keeps for each thread.
  private static final int CHUNK = 64 * 1024;

  private final SocketChannel channel;

  /// Held where the bare descriptor is used, so that it isn't closed and given to another file
  /// meanwhile.
  private final ReentrantLock descriptor = new ReentrantLock();

  private volatile @Nullable Peer peer;

  RealConnection(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws KernelException {
    try {
      return channel.read(ByteBuffer.wrap(into, offset, Math.min(length, CHUNK)));
    } catch (ClosedChannelException closed) {
      throw new KernelException(Errno.EBADF, "read", closed);
    } catch (SocketException reset) {
      throw new KernelException(Errno.ECONNRESET, "read", reset);
    } catch (IOException failure) {
      throw new KernelException(Errno.EIO, "read", failure);
    }
  }

  /// Asks the kernel first whether [#read] would wait. Independent of writers, blocked or not.
  @Override
  public int readNow(byte[] into, int offset, int length) throws KernelException {
    return readable() ? read(into, offset, length) : 0;
  }

  private boolean readable() throws KernelException {
    descriptor.lock();
    try {
      checkOpen("read");
      return Descriptors.readable(channel);
    } finally {
      descriptor.unlock();
    }
  }

  @Override
  public int write(byte[] from, int offset, int length) throws KernelException {
    try {
      return channel.write(ByteBuffer.wrap(from, offset, Math.min(length, CHUNK)));
    } catch (ClosedChannelException closed) {
      throw new KernelException(Errno.EBADF, "write", closed);
    } catch (IOException gone) {
      throw new KernelException(Errno.EPIPE, "write", gone);
    }
  }

  @Override
  public Peer peer() throws KernelException {
    Peer known = peer;
    if (known != null) {
      return known;
    }
    descriptor.lock();
    try {
      checkOpen("peer");
      Peer asked = PeerCredentials.of(Descriptors.of(channel));
      peer = asked;
      return asked;
    } finally {
      descriptor.unlock();
    }
  }

  private void checkOpen(String operation) throws KernelException {
    if (!channel.isOpen()) {
      throw new KernelException(Errno.EBADF, operation);
    }
  }

  @Override
  public void close() {
    descriptor.lock();
    try {
      RealSockets.discard(channel);
    } finally {
      descriptor.unlock();
    }
  }
}
