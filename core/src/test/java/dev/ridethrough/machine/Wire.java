package dev.ridethrough.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One end of a connection, spoken by hand: what a test says and hears is exactly what is written
/// in it.
public final class Wire implements AutoCloseable {
  /// Far from any deadline of a test.
  private static final Duration LATER = Duration.ofMinutes(1);

  private final SocketChannel channel;

  private Wire(SocketChannel channel) {
    this.channel = channel;
  }

  /// A client's end.
  public static Wire connect(Path socket) throws IOException {
    return new Wire(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  /// A daemon's path, at which [#accept] waits for clients.
  public static ServerSocketChannel listen(Path socket) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    return listener;
  }

  /// A daemon's end.
  public static Wire accept(ServerSocketChannel listener) throws IOException {
    return new Wire(listener.accept());
  }

  public static String greeting(long generation) {
    return "{\"ridethrough\":\"greeting\",\"protocol\":1,\"version\":\"test\",\"generation\":"
        + generation
        + ",\"pid\":1}";
  }

  /// Of a daemon that knows what became of the requests before it.
  public static String journalGreeting(long generation) {
    return greeting(generation).replace("}", ",\"journal\":true}");
  }

  public static String handshake(String key) {
    return handshake(key, System.nanoTime() + LATER.toNanos());
  }

  public static String handshake(String key, long deadlineNanos) {
    return "{\"ridethrough\":\"handshake\",\"protocol\":1,\"version\":\"test\",\"client\":\"hand\","
        + "\"request\":\""
        + key
        + "\",\"attempt\":1,\"deadlineNanos\":"
        + deadlineNanos
        + "}";
  }

  /// A tool call that asks for progress, under the token `p` and its id.
  public static String call(int id, String tool, String arguments) {
    String params =
        "{\"name\":\"%s\",\"arguments\":%s,\"_meta\":{\"progressToken\":\"p%d\"}}"
            .formatted(tool, arguments, id);
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":%s}"
        .formatted(id, params);
  }

  public Wire send(String... lines) throws IOException {
    return sendRaw(String.join("\n", lines) + "\n");
  }

  public Wire sendRaw(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return this;
  }

  /// Nothing more will be sent.
  public Wire end() throws IOException {
    channel.shutdownOutput();
    return this;
  }

  /// The next line, or null at the end.
  public String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (readOne(one) >= 0) {
      if (one.get(0) == '\n') {
        return line.toString(UTF_8);
      }
      line.write(one.get(0));
      one.clear();
    }
    return null;
  }

  private int readOne(ByteBuffer one) throws IOException {
    try {
      return channel.read(one);
    } catch (java.net.SocketException reset) {
      return -1;
    }
  }

  /// All lines until the end.
  public List<String> rest() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(); line != null; line = line()) {
      lines.add(line);
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
