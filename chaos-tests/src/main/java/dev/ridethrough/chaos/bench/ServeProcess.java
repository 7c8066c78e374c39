package dev.ridethrough.chaos.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// One long-lived `ridethrough serve`, as in an MCP client's session. Safe to use from many
/// threads.
final class ServeProcess {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<Integer, CompletableFuture<Long>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final OutputStream input;

  ServeProcess(Process process) {
    this.input = process.getOutputStream();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    Thread.ofPlatform().name("replies").daemon().start(() -> readAll(output));
  }

  /// A request that has been sent.
  ///
  /// @param answered completes with the time on the monotonic clock when its result was read; fails
  ///   when the answer was an error or the proxy ended
  record Asked(int id, CompletableFuture<Long> answered) {}

  /// Sends a call of `echo`.
  Asked echo() throws IOException {
    return call("echo", "{\"text\":\"hello\"}");
  }

  /// Sends a call of a tool.
  ///
  /// @param arguments as JSON
  Asked call(String tool, String arguments) throws IOException {
    int id = ids.incrementAndGet();
    CompletableFuture<Long> answered = new CompletableFuture<>();
    waiting.put(id, answered);
    byte[] line = Lines.call(id, tool, arguments);
    synchronized (input) {
      input.write(line);
      input.flush();
    }
    return new Asked(id, answered);
  }

  private void readAll(BufferedReader output) {
    try (output) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        answered(line, System.nanoTime());
      }
      failAll(new IOException("the proxy closed its output"));
    } catch (IOException | UncheckedIOException e) {
      failAll(e);
    }
  }

  private void answered(String line, long now) throws IOException {
    JsonNode reply = MAPPER.readTree(line);
    CompletableFuture<Long> future = waiting.remove(reply.path("id").asInt());
    if (future == null) {
      return;
    }
    if (reply.has("result")) {
      future.complete(now);
    } else {
      future.completeExceptionally(new IOException("the proxy answered " + line));
    }
  }

  private void failAll(Exception why) {
    List.copyOf(waiting.values()).forEach(it -> it.completeExceptionally(why));
  }
}
