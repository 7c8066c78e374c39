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
    Inode inode = tree.follow(path, process.uid(), "connect");
    if (!tree.allows(inode, process.uid(), FileTree.WRITE)) {
      throw FileTree.failure(Errno.EACCES, "connect", path);
    }
    if (!(inode instanceof Inode.Socket socket)) {
      throw FileTree.failure(Errno.ECONNREFUSED, "connect", path);
    }
    if (!socket.isStream()) {
      throw FileTree.failure(Errno.EPROTOTYPE, "connect", path);
    }
    SimListener listener = socket.listener();
    if (listener == null) {
      throw FileTree.failure(Errno.ECONNREFUSED, "connect", path);
    }
    return listener.connect(process, path);
  }

  /// Binds first and listens later, as the kernel does: in between the file is there and refuses.
  @Override
  public Listener listen(Path path, int backlog) throws KernelException {
    kernel.pass(Operation.LISTEN);
    checkLength(path, "bind");
    process.descriptors().checkRoom("bind " + path);
    Inode.Socket socket = bind(path);
    SimListener listener = new SimListener(kernel, process, path, socket, backlog);
    process.descriptors().add(listener);
    kernel.scheduler().current().pause();
    listener.open();
    kernel.scheduler().current().pause();
    socket.setMode(SimFiles.FILE_MODE);
    return listener;
  }

  private Inode.Socket bind(Path path) throws KernelException {
    FileTree.Place place = tree.find(path, process.uid(), "bind");
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
