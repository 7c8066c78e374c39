package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Listener;
import dev.ridethrough.machine.Sockets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Unix-domain sockets as one simulated process sees them.
final class SimSockets implements Sockets {
  /// As the JDK on Linux: it keeps one of the kernel's 107 bytes.
  private static final int MAX_PATH_BYTES = 106;

  private static final int UMASKED_MODE = 0755;

  /// What the JDK makes of a backlog below 1.
  private static final int DEFAULT_BACKLOG = 50;

  private final SimKernel kernel;
  private final SimProcess process;
  private final FileTree tree;

  SimSockets(SimKernel kernel, SimProcess process) {
    this.kernel = kernel;
    this.process = process;
    this.tree = kernel.tree();
  }

  @Override
  public int maxPathBytes() {
    return MAX_PATH_BYTES;
  }

  @Override
  public Connection connect(Path path) throws KernelException {
    kernel.pass(Operation.CONNECT);
    checkLength(path, "connect");
    process.descriptors().checkRoom("connect " + path);
    Inode inode = follow(path);
    if (!tree.allows(inode, process.uid(), FileTree.WRITE)) {
      throw FileTree.failure(Errno.EACCES, "connect", path);
    }
    if (!(inode instanceof Inode.Socket socket)) {
      throw FileTree.failure(Errno.ECONNREFUSED, "connect", path);
    }
    if (!socket.isStream()) {
      // The kernel says EPROTOTYPE; core can't tell that from a full queue.
      throw FileTree.failure(Errno.EAGAIN, "connect", path);
    }
    SimListener listener = socket.listener();
    if (listener == null) {
      throw FileTree.failure(Errno.ECONNREFUSED, "connect", path);
    }
    return listener.connect(process, path);
  }

  private Inode follow(Path path) throws KernelException {
    try {
      return tree.follow(path, process.uid(), "connect");
    } catch (KernelException e) {
      throw asCoreSees(e, "connect", path);
    }
  }

  private FileTree.Place find(Path path) throws KernelException {
    try {
      return tree.find(path, process.uid(), "bind");
    } catch (KernelException e) {
      throw asCoreSees(e, "bind", path);
    }
  }

  /// The kernel says ELOOP of links that never end; core takes their target for missing.
  private static KernelException asCoreSees(KernelException failure, String operation, Path path) {
    boolean loop = failure.errno() == Errno.EIO;
    return loop ? FileTree.failure(Errno.ENOENT, operation, path) : failure;
  }

  /// Binds first and listens later, as the kernel does: in between the file is there and refuses.
  @Override
  public Listener listen(Path path, int backlog) throws KernelException {
    kernel.pass(Operation.LISTEN);
    SimListener listener = bind(path);
    kernel.scheduler().current().pause();
    listener.open(backlog < 1 ? DEFAULT_BACKLOG : backlog);
    kernel.scheduler().current().pause();
    listener.socket().setMode(SimFiles.FILE_MODE);
    listener.addSelector();
    return listener;
  }

  SimListener bind(Path path) throws KernelException {
    checkLength(path, "bind");
    process.descriptors().checkRoom("bind " + path);
    SimListener listener = new SimListener(kernel, process, path, create(path));
    process.descriptors().add(listener);
    return listener;
  }

  private Inode.Socket create(Path path) throws KernelException {
    FileTree.Place place = find(path);
    if (place.inode() != null) {
      throw FileTree.failure(Errno.EADDRINUSE, "bind", path);
    }
    tree.checkWritable(place.directory(), process.uid(), "bind", path);
    Inode.Socket socket =
        new Inode.Socket(place.directory().device(), process.uid(), UMASKED_MODE, true);
    place.directory().put(place.name(), socket);
    return socket;
  }

  private static void checkLength(Path path, String operation) throws KernelException {
    int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_PATH_BYTES) {
      throw FileTree.failure(
          Errno.ENAMETOOLONG,
          operation + " (" + bytes + " bytes of at most " + MAX_PATH_BYTES + ")",
          path);
    }
  }
}
