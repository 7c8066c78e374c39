package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.Watch;

/// A directory watch of one process. Belongs to the directory, not to its path.
final class SimWatch implements Watch, Descriptor {
  /// The JDK wakes its thread through a pair of sockets.
  static final int DESCRIPTORS = 3;

  private final SimKernel kernel;
  private final SimProcess process;
  private final Inode.Directory directory;
  private final WaitQueue waiting = new WaitQueue();
  private boolean changed;
  private boolean over;

  SimWatch(SimKernel kernel, SimProcess process, Inode.Directory directory) {
    this.kernel = kernel;
    this.process = process;
    this.directory = directory;
    directory.watches().add(this);
  }

  void changed() {
    changed = true;
    waiting.wakeAll();
  }

  /// The directory was removed.
  void orphaned() {
    over = true;
    waiting.wakeAll();
  }

  @Override
  public boolean await() {
    while (!changed && !over) {
      waiting.await(kernel.scheduler());
    }
    changed = false;
    if (over) {
      close(); // as the JDK's service is once its directory is gone
    }
    return !over;
  }

  @Override
  public void close() {
    if (process.descriptors().remove(this)) {
      release();
    }
  }

  @Override
  public void release() {
    orphaned();
    directory.watches().remove(this);
    kernel.watchClosed(process.uid());
  }
}
