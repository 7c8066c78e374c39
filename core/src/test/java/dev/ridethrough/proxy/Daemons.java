package dev.ridethrough.proxy;

import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Daemons that are played by hand, one after the other, at one path.
final class Daemons implements AutoCloseable {
  private final Path socket;
  private ServerSocketChannel listener;
  private long generation;

  Daemons(Path socket) throws IOException {
    this.socket = socket;
    this.listener = Wire.listen(socket);
  }

  /// A connection whose request has come in whole.
  record Taken(Wire wire, String handshake, String request) implements AutoCloseable {
    /// As when the daemon is killed.
    void lose() throws IOException {
      wire.close();
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }

    void answer() throws IOException {
      String id = request.replaceAll(".*\"id\":(\\d+).*", "$1");
      wire.send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}");
    }

    String key() {
      return handshake.replaceAll(".*(\"request\":\"[^\"]*\").*", "$1");
    }
  }

  /// Greets the next client, with a journal, and takes its request.
  Taken take() throws IOException {
    return take(Wire.journalGreeting(++generation));
  }

  Taken take(String greeting) throws IOException {
    Wire wire = Wire.accept(listener).send(greeting);
    return new Taken(wire, wire.line(), wire.line());
  }

  /// Sends the next client away, with a line if there is one.
  void refuse(String line) throws IOException {
    try (Wire wire = Wire.accept(listener)) {
      wire.sendRaw(line.isEmpty() ? "" : line + "\n");
    }
  }

  void answerNext() throws IOException {
    try (Taken taken = take()) {
      taken.answer();
    }
  }

  /// What the next client says when it is greeted so and nobody answers.
  String heardAfter(String greeting) throws IOException {
    try (Wire wire = Wire.accept(listener).send(greeting)) {
      return String.join("\n", wire.rest());
    }
  }

  /// Nobody listens any more, and the path is free.
  void leave() throws IOException {
    listener.close();
    Files.deleteIfExists(socket);
  }

  void comeBack() throws IOException {
    listener = Wire.listen(socket);
  }

  /// Whether another client has come.
  boolean isAsked() throws IOException {
    listener.configureBlocking(false);
    try (SocketChannel next = listener.accept()) {
      return next != null;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
