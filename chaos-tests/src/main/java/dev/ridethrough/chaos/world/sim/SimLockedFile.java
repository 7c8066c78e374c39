package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.LockedFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A file that a process has locked until it dies.
final class SimLockedFile implements LockedFile, Descriptor {
  private static final int LIMIT = 4096;

  private final SimKernel kernel;
  private final SimProcess process;
  private final Path path;
  private final Inode.Regular file;

  SimLockedFile(SimKernel kernel, SimProcess process, Path path, Inode.Regular file) {
    this.kernel = kernel;
    this.process = process;
    this.path = path;
    this.file = file;
    file.hold();
  }

  @Override
  public boolean isCurrent() throws KernelException {
    kernel.pass(Operation.STATUS);
    try {
      return file.equals(kernel.tree().find(path, process.uid(), "look at").inode());
    } catch (KernelException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public String read() throws KernelException {
    kernel.pass(Operation.READ);
    return file.text();
  }

  /// The first byte needs a block; later texts go where the first one was.
  @Override
  public void write(String text) throws KernelException {
    kernel.pass(Operation.WRITE);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LIMIT) {
      throw new IllegalArgumentException("a text of " + bytes + " bytes, at most " + LIMIT);
    }
    if (file.device().isFull() && file.text().isEmpty() && bytes > 0) {
      throw FileTree.failure(Errno.ENOSPC, "write", path);
    }
    file.setText(text);
  }

  @Override
  public void release() {
    if (process.equals(file.lockHolder())) {
      file.setLockHolder(null);
    }
    file.release();
  }
}
