package dev.ridethrough.engine;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What tells a request from any other.
final class Fingerprint {
  private static final int BYTES = 16;

  private Fingerprint() {}

  static String of(byte[] request) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(request);
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
