package dev.ridethrough.chaos.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What the Inspector is told to do, and what must come of it.
enum Action {
  LIST_TOOLS(false),
  APPEND(true),
  SLOW_APPEND(true),
  LOAD(true);

  private static final String SLOW_MILLIS = "150";
  private static final String SECONDS = "4";
  private static final String CALLS_PER_SECOND = "100";
  private static final String AT_ONCE = "10";

  private final boolean effectful;

  Action(boolean effectful) {
    this.effectful = effectful;
  }

  List<String> arguments(String token) {
    return switch (this) {
      case LIST_TOOLS -> List.of("--method", "tools/list");
      case APPEND -> call("ledger_append", token);
      case SLOW_APPEND -> call("ledger_slow_append", token, "ms=" + SLOW_MILLIS);
      case LOAD -> {
        List<String> load = call("ledger_append", token);
        load.addAll(List.of("--load", "--load-duration", SECONDS));
        load.addAll(List.of("--load-rate", CALLS_PER_SECOND, "--load-concurrency", AT_ONCE));
        yield load;
      }
    };
  }

  private static List<String> call(String tool, String token, String... more) {
    List<String> call =
        new ArrayList<>(List.of("--method", "tools/call", "--tool-name", tool, "--tool-arg"));
    call.add("text=" + token);
    call.addAll(List.of(more));
    return call;
  }

  /// @param begun and `end`: on the monotonic clock
  Batch batch(String token, Answer answer, long begun, long end) {
    JsonNode result = answer.result();
    if (this == LOAD && result.path("requests").asInt() > 0) {
      return load(token, result, end);
    }
    String why = answer.status() == 0 && isRight(result) ? "" : answer.complaint();
    long millis = (end - begun) / 1_000_000;
    return new Batch(token, effectful, 1, why.isEmpty() ? 0 : 1, millis, end, why);
  }

  private boolean isRight(JsonNode result) {
    return switch (this) {
      case LIST_TOOLS -> result.path("tools").findValuesAsText("name").contains("ledger_append");
      case APPEND, SLOW_APPEND ->
          result.path("content").path(0).path("text").asText("").startsWith("{\"id\":");
      case LOAD -> false; // it has made no calls
    };
  }

  private static Batch load(String token, JsonNode result, long end) {
    int calls = result.path("requests").asInt();
    int failed = calls - result.path("ok").asInt();
    long longest = Math.round(result.path("latencyMs").path("max").asDouble());
    String why = failed == 0 ? "" : result.path("errorMessages").toString();
    return new Batch(token, true, calls, failed, longest, end, why);
  }
}
