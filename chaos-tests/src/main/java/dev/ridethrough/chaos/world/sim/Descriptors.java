package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a process has open, by number; a new one gets the lowest that is free. Each counts as one,
/// also where the real machine needs several.
final class Descriptors {
  private final List<@Nullable Descriptor> open = new ArrayList<>();
  private int count;
  private int limit;

  Descriptors(int limit) {
    this.limit = limit;
  }

  void setLimit(int to) {
    limit = to;
  }

  int limit() {
    return limit;
  }

  int count() {
    return count;
  }

  /// Like `prlimit`: no number at or above the limit is given.
  void checkRoom(String operation) throws KernelException {
    if (lowestFree() >= limit) {
      throw new KernelException(Errno.EMFILE, operation);
    }
  }

  int lowestFree() {
    return count == open.size() ? count : open.indexOf(null);
  }

  void add(Descriptor descriptor) {
    int free = lowestFree();
    if (free == open.size()) {
      open.add(descriptor);
    } else {
      open.set(free, descriptor);
    }
    count++;
  }

  /// False when it is closed already.
  boolean remove(Descriptor descriptor) {
    int number = open.indexOf(descriptor);
    if (number < 0) {
      return false;
    }
    open.set(number, null);
    count--;
    return true;
  }

  /// Takes out the one with the lowest number.
  @Nullable Descriptor removeFirst() {
    for (Descriptor descriptor : open) {
      if (descriptor != null) {
        remove(descriptor);
        return descriptor;
      }
    }
    return null;
  }
}
