package dev.ridethrough.proxy;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Json;
import dev.ridethrough.wire.Replies;
import java.util.LinkedHashMap;
import java.util.Map;

/// One request from the shell.
public final class Call {
  private static final String ID = "1";

  private final Client client;

  public Call(Machine machine, ProxySettings settings) {
    this.client = new Client(machine, settings);
  }

  /// Says nothing of a daemon of that version: whoever calls tells of it.
  public void knows(String version) {
    client.knows(version);
  }

  /// How a call ended.
  public sealed interface Answer {
    record Result(Map<String, Object> result) implements Answer {}

    record Failed(int code, String message, Map<String, Object> error) implements Answer {}
  }

  /// Sends one JSON-RPC request and waits for its reply.
  public Answer request(String method, Map<String, Object> params) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("jsonrpc", "2.0");
    request.put("id", 1);
    request.put("method", method);
    request.put("params", params);
    long now = client.machine.nanoTime();
    Exchange exchange = new Exchange(client, Json.bytes(request), ID, false, now, _ -> {});
    byte[] reply;
    try {
      reply = exchange.run();
    } finally {
      exchange.over();
    }
    if (reply == null) {
      throw new IllegalStateException("nobody cancels this request");
    }
    return answer(reply);
  }

  private static Answer answer(byte[] reply) {
    try {
      Map<String, Object> message = Json.object(reply);
      Map<String, Object> result = Json.asObject(message.get("result"));
      if (result != null) {
        return new Answer.Result(result);
      }
      Map<String, Object> error = Json.asObject(message.get("error"));
      if (error != null && error.get("code") instanceof Number code) {
        return new Answer.Failed(code.intValue(), String.valueOf(error.get("message")), error);
      }
    } catch (BadMessageException e) {
      return new Answer.Failed(Replies.UNKNOWN, "bad reply: " + e.getMessage(), Map.of());
    }
    return new Answer.Failed(Replies.UNKNOWN, "the reply has neither result nor error", Map.of());
  }
}
