package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a process has open, by number; what is new gets the lowest that is free.
final class Descriptors {
  private final List<@Nullable Descriptor> open = new ArrayList<>();
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

  /// The number after the highest that is taken.
  int end() {
    for (int number = open.size(); number > 0; number--) {
      if (open.get(number - 1) != null) {
        return number;
      }
    }
    return 0;
  }

  void checkRoom(String operation) throws KernelException {
    checkRoom(1, operation);
  }

  void checkRoom(int numbers, String operation) throws KernelException {
    if (!hasRoom(numbers)) {
      throw new KernelException(Errno.EMFILE, operation);
    }
  }

  int lowestFree() {
    int free = open.indexOf(null);
    return free < 0 ? open.size() : free;
  }

  /// Like `prlimit`: no number at or above the limit is given.
  boolean hasRoom(int numbers) {
    int free = Math.max(0, limit - open.size());
    for (int number = 0; number < Math.min(limit, open.size()); number++) {
      if (open.get(number) == null) {
        free++;
      }
    }
    return free >= numbers;
  }

  void add(Descriptor descriptor) {
    add(descriptor, 1);
  }

  /// @param numbers how many it takes: a listener is a socket and a selector
  void add(Descriptor descriptor, int numbers) {
    for (int i = 0; i < numbers; i++) {
      int free = open.indexOf(null);
      if (free < 0) {
        open.add(descriptor);
      } else {
        open.set(free, descriptor);
      }
    }
  }

  /// False when it is closed already.
  boolean remove(Descriptor descriptor) {
    return Collections.replaceAll(open, descriptor, null);
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
