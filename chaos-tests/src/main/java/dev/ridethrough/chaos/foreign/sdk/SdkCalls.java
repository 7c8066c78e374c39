package dev.ridethrough.chaos.foreign.sdk;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Threads that call through one client, one call after the other.
final class SdkCalls {
  private static final int SLOW_MILLIS = 150;
  private static final long FAILED_NANOS = 50_000_000;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  private final McpSyncClient client;
  private final PrintStream out;
  private final AtomicInteger tokens = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  private enum Action {
    APPEND(true),
    SLOW_APPEND(true),
    ECHO(false),
    LIST_TOOLS(false);

    private final boolean effectful;

    Action(boolean effectful) {
      this.effectful = effectful;
    }
  }

  /// What each thread does in turn.
  private static final List<Action> ROUND =
      List.of(
          Action.APPEND, Action.SLOW_APPEND, Action.ECHO, Action.SLOW_APPEND, Action.LIST_TOOLS);

  SdkCalls(McpSyncClient client, PrintStream out) {
    this.client = client;
    this.out = out;
  }

  /// Starts so many threads, no two of which begin with the same.
  void start(int count) {
    for (int i = 0; i < count; i++) {
      int first = i;
      threads.add(Thread.ofPlatform().daemon().start(() -> callAllTheTime(first)));
    }
  }

  /// Lets the threads end their last calls.
  void stop() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join(LONGEST_WAIT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void callAllTheTime(int first) {
    for (int i = first; !stopped; i++) {
      call(ROUND.get(i % ROUND.size()));
    }
  }

  private void call(Action action) {
    String token = "sdk-" + tokens.incrementAndGet();
    out.println(new SdkLine(token, false, action.effectful, "").json());
    String why;
    try {
      why = perform(action, token);
    } catch (McpError e) {
      why = e.getJsonRpcError().code() + " " + e.getJsonRpcError().message();
    } catch (RuntimeException e) {
      why = e.toString();
    }
    out.println(new SdkLine(token, true, action.effectful, why).json());
    if (!why.isEmpty()) {
      LockSupport.parkNanos(FAILED_NANOS); // a lost session fails all of them at once
    }
  }

  /// What was wrong; empty if nothing was.
  private String perform(Action action, String token) {
    return switch (action) {
      case APPEND -> tool("ledger_append", Map.of("text", token), "\"id\":");
      case SLOW_APPEND ->
          tool("ledger_slow_append", Map.of("text", token, "ms", SLOW_MILLIS), "\"id\":");
      case ECHO -> tool("echo", Map.of("text", token), token);
      case LIST_TOOLS ->
          client.listTools().tools().stream().anyMatch(it -> it.name().equals("ledger_append"))
              ? ""
              : "not all tools are listed";
    };
  }

  private String tool(String name, Map<String, Object> arguments, String expected) {
    CallToolResult result =
        client.callTool(CallToolRequest.builder(name).arguments(arguments).build());
    boolean right =
        !Boolean.TRUE.equals(result.isError()) && result.content().toString().contains(expected);
    return right ? "" : "the result is " + result;
  }
}
