package dev.ridethrough.chaos.world.sim;

import java.util.zip.CRC32C;

/// A hash of everything that happened, in order. Two runs with the same one were the same.
final class Digest {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  /// Of what is fast, the processor's own.
  private final CRC32C checksum = new CRC32C();

  private long value = MULTIPLIER;

  void mix(long more) {
    value = (value ^ more) * MULTIPLIER;
    value ^= value >>> Integer.SIZE;
  }

  void mix(byte[] bytes, int offset, int length) {
    checksum.reset();
    checksum.update(bytes, offset, length);
    mix(checksum.getValue() + length);
  }

  long value() {
    return value;
  }
}
