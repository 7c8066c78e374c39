package dev.ridethrough.chaos.foreign;

import static org.awaitility.Awaitility.await;

import dev.ridethrough.chaos.foreign.Call.Action;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Calls that go through one client, from threads that call all the time and in bursts.
final class Traffic {
  private static final int UNKNOWN = -31002;
  private static final int SLOW_MILLIS = 60;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  /// What a thread does in turn; no two threads begin at the same place.
  private static final List<Action> ROUND =
      List.of(
          Action.APPEND,
          Action.SLOW_APPEND,
          Action.APPEND,
          Action.ECHO,
          Action.SLOW_APPEND,
          Action.APPEND,
          Action.LIST_TOOLS,
          Action.SLOW_APPEND);

  private static final CountDownLatch NOBODY_WAITS = new CountDownLatch(0);

  private final McpSyncClient client;
  private final AtomicInteger tokens = new AtomicInteger();
  private final Map<String, Long> pending = new ConcurrentHashMap<>();
  private final Queue<Call> ended = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  Traffic(McpSyncClient client) {
    this.client = client;
  }

  /// Starts threads that call until [#stop], one call after the other.
  void start(int count) {
    for (int i = 0; i < count; i++) {
      int first = i * ROUND.size() / count;
      threads.add(Thread.ofPlatform().daemon().start(() -> callAllTheTime(first)));
    }
  }

  private void callAllTheTime(int first) {
    for (int i = first; !stopped; i++) {
      call(ROUND.get(i % ROUND.size()), NOBODY_WAITS);
    }
  }

  /// Makes so many calls at once, beside the threads, and waits until all of them have begun.
  void burst(int count) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().daemon().start(() -> call(Action.APPEND, begun)));
    }
    begun.await();
  }

  /// Waits until so many more calls have ended.
  void awaitEnded(int more) {
    int before = ended.size();
    until("calls end", () -> ended.size() >= before + more);
  }

  /// Waits until all that was called before `time` has ended.
  void awaitEndOf(long time) {
    until("the calls have ended", () -> pending.values().stream().noneMatch(it -> it < time));
  }

  /// Lets the threads finish their last call.
  void stop() {
    stopped = true;
    await("the threads end").atMost(LIMIT).until(() -> threads.stream().noneMatch(Thread::isAlive));
  }

  boolean hasFailed() {
    return ended.stream().anyMatch(Call::failed);
  }

  List<Call> ended() {
    return List.copyOf(ended);
  }

  /// What has failed already is not waited for any longer.
  private void until(String what, BooleanSupplier condition) {
    await(what)
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK_AGAIN)
        .until(() -> condition.getAsBoolean() || hasFailed());
  }

  private void call(Action action, CountDownLatch begun) {
    String token = "token-" + tokens.incrementAndGet();
    long start = System.nanoTime();
    pending.put(token, start);
    begun.countDown();
    Call.Outcome outcome = outcome(action, token);
    ended.add(new Call(token, action, start, System.nanoTime(), outcome));
    pending.remove(token);
  }

  private Call.Outcome outcome(Action action, String token) {
    try {
      return perform(action, token);
    } catch (McpError e) {
      var error = e.getJsonRpcError();
      return error.code() == UNKNOWN
          ? new Call.Unknown()
          : new Call.Failed(error.code() + " " + error.message());
    } catch (RuntimeException e) {
      return new Call.Failed(e.toString());
    }
  }

  private Call.Outcome perform(Action action, String token) {
    return switch (action) {
      case APPEND -> tool("ledger_append", Map.of("text", token), "\"id\":");
      case SLOW_APPEND ->
          tool("ledger_slow_append", Map.of("text", token, "ms", SLOW_MILLIS), "\"id\":");
      case ECHO -> tool("echo", Map.of("text", token), token);
      case LIST_TOOLS ->
          client.listTools().tools().stream().anyMatch(it -> it.name().equals("ledger_append"))
              ? new Call.Success()
              : new Call.Failed("not all tools are listed");
    };
  }

  private Call.Outcome tool(String name, Map<String, Object> arguments, String expected) {
    CallToolResult result =
        client.callTool(CallToolRequest.builder(name).arguments(arguments).build());
    boolean right =
        !Boolean.TRUE.equals(result.isError()) && result.content().toString().contains(expected);
    return right ? new Call.Success() : new Call.Failed("the result is " + result);
  }
}
