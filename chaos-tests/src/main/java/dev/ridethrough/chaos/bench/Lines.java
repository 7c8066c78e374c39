package dev.ridethrough.chaos.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/// The lines that the benchmark sends, and how it reads and writes them.
final class Lines {
  private static final int LONGEST = 4096;

  private Lines() {}

  /// A call of `echo`, with its newline.
  static byte[] echo(int id) {
    return call(id, "echo", "{\"text\":\"hello\"}");
  }

  /// A call of a tool, with its newline.
  ///
  /// @param arguments as JSON
  static byte[] call(int id, String tool, String arguments) {
    return line(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"method\":\"tools/call\",\"params\":{\"name\":\""
            + tool
            + "\",\"arguments\":"
            + arguments
            + "}}");
  }

  /// An answer to [#echo].
  static byte[] result(int id) {
    return line(
        "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"content\":[],\"isError\":false}}");
  }

  /// What a daemon of this protocol says first.
  static byte[] greeting() {
    return line(
        "{\"ridethrough\":\"greeting\",\"protocol\":1,\"version\":\"benchmark\",\"generation\":1,\"pid\":"
            + ProcessHandle.current().pid()
            + "}");
  }

  static void write(WritableByteChannel channel, byte[] line) throws IOException {
    for (ByteBuffer left = ByteBuffer.wrap(line); left.hasRemaining(); ) {
      channel.write(left);
    }
  }

  /// Reads until so many newlines came.
  ///
  /// @return when the first bytes came, on the monotonic clock
  /// @throws EOFException when the peer closed before, or sent too much
  static long read(ReadableByteChannel channel, int lines) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
    long first = 0;
    int newlines = 0;
    while (newlines < lines) {
      int start = buffer.position();
      if (channel.read(buffer) <= 0) {
        throw new EOFException("the peer closed early, or sent too much");
      }
      first = first == 0 ? System.nanoTime() : first;
      for (int i = start; i < buffer.position(); i++) {
        newlines += buffer.get(i) == '\n' ? 1 : 0;
      }
    }
    return first;
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
