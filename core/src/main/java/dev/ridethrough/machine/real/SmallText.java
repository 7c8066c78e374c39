package dev.ridethrough.machine.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/// The text of a file of at most 4 KiB.
final class SmallText {
  private static final int LIMIT = 4096;

  private SmallText() {}

  static String read(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(LIMIT);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // The next read begins where this one ended.
    }
    return new String(bytes.array(), 0, bytes.position(), UTF_8);
  }

  /// Overwrites the old text in one write, with line ends up to its length, and only then cuts: a
  /// process that dies in between leaves the new text and empty lines, never half of each and never
  /// nothing.
  static void write(FileChannel channel, String text) throws IOException {
    byte[] encoded = text.getBytes(UTF_8);
    if (encoded.length > LIMIT) {
      throw new IllegalArgumentException(
          "a text of " + encoded.length + " bytes, at most " + LIMIT);
    }
    int old = (int) Math.min(channel.size(), LIMIT);
    byte[] padded = Arrays.copyOf(encoded, Math.max(encoded.length, old));
    Arrays.fill(padded, encoded.length, padded.length, (byte) '\n');
    var bytes = ByteBuffer.wrap(padded);
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
    channel.truncate(encoded.length);
  }
}
