package dev.ridethrough.chaos.world.sim;

/// Bytes on their way, at most so many.
final class ByteQueue {
  private static final int FIRST_BYTES = 1024;

  private final int capacity;
  private byte[] bytes;
  private int start;
  private int size;

  ByteQueue(int capacity) {
    this.capacity = capacity;
    this.bytes = new byte[Math.min(FIRST_BYTES, capacity)];
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  int room() {
    return capacity - size;
  }

  void put(byte[] from, int offset, int length) {
    if (size + length > bytes.length) {
      grow(size + length);
    }
    int end = (start + size) % bytes.length;
    int first = Math.min(length, bytes.length - end);
    System.arraycopy(from, offset, bytes, end, first);
    System.arraycopy(from, offset + first, bytes, 0, length - first);
    size += length;
  }

  void take(byte[] into, int offset, int length) {
    int first = Math.min(length, bytes.length - start);
    System.arraycopy(bytes, start, into, offset, first);
    System.arraycopy(bytes, 0, into, offset + first, length - first);
    start = (start + length) % bytes.length;
    size -= length;
  }

  private void grow(int least) {
    byte[] larger = new byte[Math.min(capacity, Math.max(least, 2 * bytes.length))];
    int held = size;
    take(larger, 0, held);
    bytes = larger;
    start = 0;
    size = held;
  }
}
