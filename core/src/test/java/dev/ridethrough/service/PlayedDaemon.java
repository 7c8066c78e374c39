package dev.ridethrough.service;

import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A daemon that answers each request with an empty result.
final class PlayedDaemon implements AutoCloseable {
  private final Path socket;
  private final ServerSocketChannel listener;
  private volatile String greeting;
  private volatile String refused = "nothing";
  private volatile String clients = "[]";

  private PlayedDaemon(Path socket, String greeting) throws IOException {
    this.socket = socket;
    this.greeting = greeting;
    this.listener = Wire.listen(socket);
    Thread.ofVirtual().start(this::serve);
  }

  static PlayedDaemon at(Path socket, String version, long generation) throws IOException {
    return new PlayedDaemon(socket, greeting(version, generation));
  }

  private static String greeting(String version, long generation) {
    return Wire.journalGreeting(generation)
        .replace("\"version\":\"test\"", "\"version\":\"" + version + "\"");
  }

  /// As if it had been restarted, with another program.
  void becomes(String version, long generation) {
    greeting = greeting(version, generation);
  }

  /// Requests of this method fail from now on.
  void refuses(String method) {
    refused = "\"" + method + "\"";
  }

  /// Which clients it says it served, as JSON; until then it does not know what that is.
  void served(String list) {
    clients = list;
    greeting = greeting.replace("\"protocol\":1", "\"protocol\":2,\"oldest\":1");
  }

  private void serve() {
    try {
      while (true) {
        Wire wire = Wire.accept(listener);
        Thread.ofVirtual().start(() -> answer(wire));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void answer(Wire wire) {
    try (wire) {
      wire.send(greeting);
      String first = wire.line();
      if (first != null && first.contains("ask_clients")) {
        wire.send("{\"ridethrough\":\"clients\",\"clients\":" + clients + "}");
        return;
      }
      String request = wire.line();
      if (request != null) {
        String error = "\"error\":{\"code\":-32603,\"message\":\"disk on fire\"}";
        String answer = request.contains(refused) ? error : "\"result\":{}";
        wire.send("{\"jsonrpc\":\"2.0\",\"id\":1," + answer + "}");
      }
    } catch (IOException gone) {
      // Whoever asked has gone.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Files.deleteIfExists(socket);
  }
}
