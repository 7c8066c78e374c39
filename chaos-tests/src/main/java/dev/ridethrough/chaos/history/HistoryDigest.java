package dev.ridethrough.chaos.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A hash over the events of histories, as the lines of their files: equal only when they are, byte
/// for byte. What the files say of the machine that wrote them is left out.
public final class HistoryDigest {
  /// Enough to tell runs apart, short enough to be compared by eye.
  private static final int SHOWN_BYTES = 8;

  private final MessageDigest all = sha256();

  /// The hash of one history.
  public static byte[] of(History history) {
    MessageDigest digest = sha256();
    try {
      for (Event event : history.events()) {
        digest.update(HistoryFile.MAPPER.writeValueAsBytes(event));
        digest.update((byte) '\n');
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event can't be written", e);
    }
    return digest.digest();
  }

  /// Adds the hash of the next history.
  public void add(byte[] hash) {
    all.update(ByteBuffer.wrap(hash));
  }

  /// For people, of all that were added, in their order.
  @Override
  public String toString() {
    try {
      byte[] value = ((MessageDigest) all.clone()).digest();
      return HexFormat.of().formatHex(value, 0, SHOWN_BYTES);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own digest can be cloned", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
