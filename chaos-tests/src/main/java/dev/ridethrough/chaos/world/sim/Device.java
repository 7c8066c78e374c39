package dev.ridethrough.chaos.world.sim;

import java.util.TreeSet;

/// A file system. Gives the lowest free inode number, so that a new file often has that of the one
/// deleted last, as on ext4.
public final class Device {
  private static final long FIRST_INODE = 11;

  private final int number;
  private final TreeSet<Long> free = new TreeSet<>();
  private long next = FIRST_INODE;
  private boolean readOnly;
  private boolean full;

  Device(int number) {
    this.number = number;
  }

  long take() {
    Long lowest = free.pollFirst();
    return lowest == null ? next++ : lowest;
  }

  void giveBack(long inode) {
    free.add(inode);
  }

  int number() {
    return number;
  }

  boolean isReadOnly() {
    return readOnly;
  }

  /// No block is left for data; names and empty files still fit.
  boolean isFull() {
    return full;
  }

  public void setReadOnly(boolean to) {
    readOnly = to;
  }

  public void setFull(boolean to) {
    full = to;
  }
}
