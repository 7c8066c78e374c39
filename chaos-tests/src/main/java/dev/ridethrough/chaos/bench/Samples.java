package dev.ridethrough.chaos.bench;

import java.util.Arrays;

/// Times of one kind, in nanoseconds. Belongs to one thread.
final class Samples {
  private static final int FIRST_CAPACITY = 1024;

  private long[] values = new long[FIRST_CAPACITY];
  private int size;
  private long sum;

  void add(long nanos) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = nanos;
    sum += nanos;
  }

  int size() {
    return size;
  }

  /// All of them together.
  long sum() {
    return sum;
  }

  /// The smallest of them that so many percent do not exceed (nearest rank).
  ///
  /// @param percent 1 to 100
  /// @throws IllegalStateException when there are none
  long percentile(int percent) {
    if (size == 0) {
      throw new IllegalStateException("nothing was measured");
    }
    long[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceilDiv((long) size * percent, 100L) - 1];
  }
}
