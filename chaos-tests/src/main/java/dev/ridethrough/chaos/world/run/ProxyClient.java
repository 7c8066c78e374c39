package dev.ridethrough.chaos.world.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.chaos.world.Target;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/// An MCP client of one stdio proxy: sends requests, records every line that comes back.
public final class ProxyClient {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int INITIALIZE_ID = 0;
  private static final int NOT_SENT = -31001;
  private static final int UNKNOWN = -31002;
  private static final String META = "io.modelcontextprotocol/";

  /// Makes a text that fills half of a pipe.
  private static final String PADDING = ".".repeat(32 * 1024);

  private final int number;
  private final Child process;
  private final Target target;
  private final Recorder recorder;
  private final Time time;
  private final ReentrantLock writing = new ReentrantLock();
  private final Map<Integer, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
  private final Set<Integer> sent = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> initialized = new CompletableFuture<>();
  private final CompletableFuture<Void> exited;

  /// Held by whoever keeps this client from reading.
  private final Semaphore reading = new Semaphore(1);

  ProxyClient(int number, Child process, Target target, Recorder recorder, Time time) {
    this.number = number;
    this.process = process;
    this.target = target;
    this.recorder = recorder;
    this.time = time;
    recorder.add(at -> new Event.ProxyStarted(at, number, process.pid()));
    time.machine().start("client " + number, this::read);
    exited =
        process
            .exit()
            .thenAccept(status -> recorder.add(at -> new Event.ProxyExited(at, number, status)));
  }

  /// Opens the MCP session.
  ///
  /// @throws IOException when the proxy can't be written to, or does not answer in time
  void initialize(long millis) throws IOException {
    initializeWithoutWaiting();
    if (!time.awaitOrGiveUp(initialized, millis) || initialized.isCompletedExceptionally()) {
      throw new IOException("proxy " + number + " did not answer initialize");
    }
  }

  /// The same, for a session that may have to wait for a daemon.
  void initializeWithoutWaiting() throws IOException {
    ObjectNode params = MAPPER.createObjectNode();
    params.put("protocolVersion", "2025-11-25");
    params.putObject("capabilities");
    params.putObject("clientInfo").put("name", "ridethrough-chaos").put("version", "1");
    write(request(INITIALIZE_ID, "initialize", params));
    write("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
  }

  /// Sends a tool call. Its number is its JSON-RPC id.
  void send(int id, Request request, String token) {
    sent.add(id);
    if (!request.action().lasts()) {
      waiting.put(id, new CompletableFuture<>());
    }
    recorder.add(
        at -> new Event.Sent(at, id, number, request.action(), request.workMillis(), token));
    try {
      write(message(id, request, token));
    } catch (IOException e) {
      // the proxy is gone: its exit is recorded, and the missing reply will be noticed
    }
  }

  private String message(int id, Request request, String token) throws IOException {
    return switch (request.action()) {
      case LIST -> request(id, "tools/list", MAPPER.createObjectNode());
      case DISCOVER -> request(id, "server/discover", stateless());
      case LISTEN -> {
        ObjectNode params = stateless();
        params.putObject("notifications").put("toolsListChanged", true);
        yield request(id, "subscriptions/listen", params);
      }
      case APPEND, SLOW_APPEND, DIRECT_APPEND, ENSURE, READ, ECHO, LARGE_ECHO, POISON ->
          call(id, request, token);
    };
  }

  private static ObjectNode stateless() {
    ObjectNode params = MAPPER.createObjectNode();
    ObjectNode meta = params.putObject("_meta");
    meta.put(META + "protocolVersion", "2026-07-28").putObject(META + "clientCapabilities");
    return params;
  }

  private String call(int id, Request request, String token) throws IOException {
    Target.Tool tool = target.tool(request.action());
    ObjectNode params = MAPPER.createObjectNode().put("name", tool.name());
    ObjectNode arguments = params.putObject("arguments");
    if (!tool.text().isEmpty()) {
      arguments.put(tool.text(), request.action() == Action.LARGE_ECHO ? token + PADDING : token);
    }
    if (!tool.millis().isEmpty()) {
      arguments.put(tool.millis(), request.workMillis());
      params.putObject("_meta").put("progressToken", id);
    }
    return request(id, "tools/call", params);
  }

  /// Tells the proxy that nobody waits for the request any more, unless it is answered already.
  void cancel(int id) {
    CompletableFuture<Void> waiter = waiting.get(id);
    if (waiter == null || !waiter.complete(null)) {
      return;
    }
    recorder.add(at -> new Event.Cancelled(at, id));
    try {
      write(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
              + id
              + "}}");
    } catch (IOException e) {
      // the proxy is gone, and its request with it
    }
  }

  /// How many requests wait for a reply.
  public long waiting() {
    return waiting.values().stream().filter(it -> !it.isDone()).count();
  }

  /// Waits until every request that was sent is answered, or was cancelled.
  ///
  /// @return whether all were, in time
  boolean awaitReplies(long millis) {
    return time.awaitOrGiveUp(
        CompletableFuture.allOf(waiting.values().toArray(CompletableFuture[]::new)), millis);
  }

  void closeInput() {
    recorder.add(at -> new Event.InputClosed(at, number));
    try {
      process.closeInput();
    } catch (IOException e) {
      // the proxy is gone already, which is recorded
    }
  }

  /// The client dies: nobody writes to its proxy any more, and nobody reads.
  void die() throws IOException {
    process.hangUp();
  }

  /// From now on its proxy's output stays in the pipe.
  void stopReading() {
    reading.acquireUninterruptibly();
  }

  /// How many bytes wait in the pipe.
  int unread() throws IOException {
    return process.unread();
  }

  void readOn() {
    reading.release();
  }

  public int number() {
    return number;
  }

  /// Done once its exit is recorded.
  CompletableFuture<Void> exited() {
    return exited;
  }

  public Child process() {
    return process;
  }

  private static String request(int id, String method, ObjectNode params) throws IOException {
    ObjectNode message = MAPPER.createObjectNode();
    message.put("jsonrpc", "2.0").put("id", id).put("method", method);
    message.set("params", params);
    return MAPPER.writeValueAsString(message);
  }

  private void write(String line) throws IOException {
    writing.lock();
    try {
      process.write(line);
    } finally {
      writing.unlock();
    }
  }

  private void read() {
    try {
      for (String line = process.readLine(); line != null; line = process.readLine()) {
        reading.acquireUninterruptibly();
        reading.release();
        take(line);
      }
    } catch (IOException e) {
      // the pipe ends with the process
    }
  }

  private void take(String line) {
    JsonNode message;
    try {
      message = MAPPER.readTree(line);
    } catch (IOException e) {
      stray(line);
      return;
    }
    JsonNode id = message.path("id");
    if (id.isInt() && id.intValue() == INITIALIZE_ID) {
      opened(message);
    } else if (id.isInt() && sent.contains(id.intValue())) {
      reply(id.intValue(), message);
    } else if (!progress(message) && !subscription(message)) {
      stray(line);
    }
  }

  private void opened(JsonNode message) {
    if (message.has("result")) {
      initialized.complete(null);
    } else {
      initialized.completeExceptionally(new IOException("refused"));
    }
  }

  private void reply(int id, JsonNode message) {
    Outcome outcome = outcome(message);
    String detail =
        message.has("error")
            ? message.path("error").path("message").asText()
            : text(message.path("result"));
    JsonNode row = message.path("result").path("structuredContent").path("id");
    Long number = row.isIntegralNumber() ? (Long) row.longValue() : null;
    recorder.add(at -> new Event.Replied(at, id, outcome, detail, number));
    CompletableFuture<Void> waiter = waiting.get(id);
    if (waiter != null) {
      waiter.complete(null);
    }
  }

  private static String text(JsonNode result) {
    return result.has("tools")
        ? String.join(",", result.path("tools").findValuesAsText("name"))
        : unpadded(result.path("content").path(0).path("text").asText());
  }

  private static String unpadded(String text) {
    return text.endsWith(PADDING) ? text.substring(0, text.length() - PADDING.length()) : text;
  }

  private static Outcome outcome(JsonNode message) {
    if (message.has("result")) {
      return message.path("result").path("isError").asBoolean() ? Outcome.ERROR : Outcome.RESULT;
    }
    return switch (message.path("error").path("code").asInt()) {
      case NOT_SENT -> Outcome.NOT_SENT;
      case UNKNOWN -> Outcome.UNKNOWN;
      default -> Outcome.ERROR;
    };
  }

  private boolean progress(JsonNode message) {
    JsonNode token = message.path("params").path("progressToken");
    if (!message.path("method").asText().equals("notifications/progress") || !token.isInt()) {
      return false;
    }
    recorder.add(at -> new Event.Progressed(at, token.intValue()));
    return true;
  }

  private boolean subscription(JsonNode message) {
    JsonNode id = message.path("params").path("_meta").path(META + "subscriptionId");
    boolean known = id.isMissingNode() || (id.isInt() && sent.contains(id.intValue()));
    return known
        && switch (message.path("method").asText()) {
          case "notifications/subscriptions/acknowledged" -> {
            recorder.add(at -> new Event.Acknowledged(at, id.asInt(-1)));
            yield id.isInt();
          }
          case "notifications/tools/list_changed" -> {
            recorder.add(at -> new Event.ToolsChanged(at, number, id.asInt(-1)));
            yield true;
          }
          default -> false;
        };
  }

  private void stray(String line) {
    String cut = line.length() > 300 ? line.substring(0, 300) : line;
    recorder.add(at -> new Event.StrayLine(at, number, cut));
  }
}
