package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Peer;
import org.jspecify.annotations.Nullable;

/// One end of a connection.
///
/// What its peer sees when this end is closed, by the process or by its death: what was written,
/// then ECONNRESET if this end had something unread or was never accepted, otherwise the end of the
/// stream. The reset is seen by each later read, too: the JDK remembers it.
final class SimConnection implements Connection, Descriptor {
  private final SimKernel kernel;
  private final Peer peerCredentials;
  private final Inode.@Nullable Socket socket;
  private final ByteQueue inbound;
  private final WaitQueue readers = new WaitQueue();
  private final WaitQueue writers = new WaitQueue();
  private @Nullable SimProcess owner;
  private @Nullable SimConnection peer;
  private boolean closed;
  private boolean hungUp;
  private boolean reset;
  private boolean peerKnown;

  /// Whether the last read took less than there was, or than was being written.
  private boolean reading;

  /// Whether the last write took less than it could.
  private boolean writing;

  /// @param socket the file by which it was reached, whose inode it keeps in use
  SimConnection(SimKernel kernel, Peer peerCredentials, Inode.@Nullable Socket socket) {
    this.kernel = kernel;
    this.peerCredentials = peerCredentials;
    this.socket = socket;
    this.inbound = new ByteQueue(kernel.settings().streamBytes());
    if (socket != null) {
      socket.hold();
    }
  }

  void join(SimConnection other) {
    peer = other;
    other.peer = this;
  }

  void ownedBy(SimProcess process) {
    owner = process;
    process.descriptors().add(this);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws KernelException {
    kernel.pass(Operation.READ, reading);
    while (!isReadable()) {
      readers.await(kernel.scheduler());
    }
    return take(into, offset, length);
  }

  @Override
  public int readNow(byte[] into, int offset, int length) throws KernelException {
    kernel.pass(Operation.READ, reading);
    return isReadable() ? take(into, offset, length) : 0;
  }

  private boolean isReadable() {
    return closed || hungUp || !inbound.isEmpty();
  }

  private int take(byte[] into, int offset, int length) throws KernelException {
    if (closed) {
      throw new KernelException(Errno.EBADF, "read");
    }
    if (inbound.isEmpty()) {
      if (reset) {
        throw new KernelException(Errno.ECONNRESET, "read");
      }
      return -1;
    }
    int n = kernel.take(Math.min(length, inbound.size()));
    inbound.take(into, offset, n);
    reading = n < length && (!inbound.isEmpty() || other().writing);
    other().writers.wakeAll();
    return n;
  }

  @Override
  public int write(byte[] from, int offset, int length) throws KernelException {
    if (!writing) {
      kernel.interceptor().says(kernel.scheduler().current(), from, offset, length);
    }
    kernel.pass(Operation.WRITE, writing);
    SimConnection to = other();
    while (!closed && !hungUp && to.inbound.room() == 0) {
      writers.await(kernel.scheduler());
    }
    if (closed || hungUp) {
      throw new KernelException(closed ? Errno.EBADF : Errno.EPIPE, "write");
    }
    int most = Math.min(length, to.inbound.room());
    int n = kernel.take(most);
    writing = n < most;
    kernel.scheduler().digest().mix(from, offset, n);
    to.inbound.put(from, offset, n);
    to.readers.wakeAll();
    return n;
  }

  private SimConnection other() {
    if (peer == null) {
      throw new IllegalStateException("not connected");
    }
    return peer;
  }

  /// Asked once, core remembers it, also when the connection is closed.
  @Override
  public Peer peer() throws KernelException {
    kernel.pass(Operation.PEER);
    if (closed && !peerKnown) {
      throw new KernelException(Errno.EBADF, "peer");
    }
    peerKnown = true;
    return peerCredentials;
  }

  @Override
  public void close() {
    kernel.pass(Operation.CLOSE);
    if (owner != null && owner.descriptors().remove(this)) {
      release();
    }
  }

  @Override
  public void release() {
    hangUp(!inbound.isEmpty());
  }

  /// Its listener was closed before anybody accepted it.
  void abandon() {
    hangUp(true);
  }

  private void hangUp(boolean asReset) {
    closed = true;
    other().hungUp = true;
    other().reset |= asReset && !other().closed;
    wake();
    other().wake();
    if (socket != null) {
      socket.release();
    }
  }

  private void wake() {
    readers.wakeAll();
    writers.wakeAll();
  }
}
