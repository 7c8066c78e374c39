package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Listener;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// A bound socket, and those who wait to be accepted there.
final class SimListener implements Listener, Descriptor {
  private static final int SELECTOR_DESCRIPTORS = 2;

  private final SimKernel kernel;
  private final SimProcess process;
  private final Path path;
  private final Inode.Socket socket;
  private final ArrayDeque<SimConnection> queue = new ArrayDeque<>();
  private final WaitQueue acceptors = new WaitQueue();
  private int backlog;
  private boolean finishing;
  private boolean closed;

  SimListener(SimKernel kernel, SimProcess process, Path path, Inode.Socket socket) {
    this.kernel = kernel;
    this.process = process;
    this.path = path;
    this.socket = socket;
    socket.hold();
  }

  /// From now on others can connect.
  void open(int places) {
    backlog = places;
    socket.setListener(this);
  }

  /// What the JDK waits with. Without room for it the socket is closed again, and stays at its
  /// path.
  void addSelector() throws KernelException {
    if (!process.descriptors().hasRoom(SELECTOR_DESCRIPTORS)) {
      process.descriptors().remove(this);
      release();
      throw FileTree.failure(Errno.EMFILE, "listen", path);
    }
    process.descriptors().add(this, SELECTOR_DESCRIPTORS);
  }

  Inode.Socket socket() {
    return socket;
  }

  /// The end of a new connection that its client holds; the other end waits here to be accepted.
  ///
  /// @throws KernelException EAGAIN when backlog + 1 wait already
  Connection connect(SimProcess client, Path as) throws KernelException {
    if (queue.size() > backlog) {
      throw FileTree.failure(Errno.EAGAIN, "connect", as);
    }
    SimConnection near = new SimConnection(kernel, process.self(), null);
    SimConnection far = new SimConnection(kernel, client.self(), socket);
    near.join(far);
    near.ownedBy(client);
    queue.add(far);
    acceptors.wakeAll();
    return near;
  }

  @Override
  public @Nullable Connection accept() throws KernelException {
    kernel.pass(Operation.ACCEPT);
    while (true) {
      if (closed) {
        throw FileTree.failure(Errno.EBADF, "accept", path);
      }
      process.descriptors().checkRoom("accept " + path);
      SimConnection next = queue.poll();
      if (next != null) {
        next.ownedBy(process);
        return next;
      }
      if (finishing) {
        return null;
      }
      acceptors.await(kernel.scheduler());
    }
  }

  @Override
  public void finish() {
    finishing = true;
    acceptors.wakeAll();
  }

  @Override
  public void close() {
    kernel.pass(Operation.CLOSE);
    if (process.descriptors().remove(this)) {
      release();
    }
  }

  @Override
  public void release() {
    closed = true;
    socket.setListener(null);
    for (SimConnection never = queue.poll(); never != null; never = queue.poll()) {
      never.abandon();
    }
    socket.release();
    acceptors.wakeAll();
  }
}
