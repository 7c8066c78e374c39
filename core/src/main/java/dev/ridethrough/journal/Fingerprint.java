package dev.ridethrough.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What tells a request from any other.
public final class Fingerprint {
  private static final int BYTES = 16;

  private Fingerprint() {}

  /// Sixteen bytes of a hash, in hexadecimal digits.
  public static String of(byte[] request) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(request);
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
