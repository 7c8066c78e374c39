package dev.ridethrough.chaos.world.sim;

/// A hash of everything that happened, in order. Two runs with the same one were the same.
final class Digest {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int BYTE_BASE = 31;

  private long value = MULTIPLIER;

  void mix(long more) {
    value = (value ^ more) * MULTIPLIER;
    value ^= value >>> Integer.SIZE;
  }

  void mix(byte[] bytes, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = hash * BYTE_BASE + bytes[i];
    }
    mix(hash);
  }

  long value() {
    return value;
  }
}
