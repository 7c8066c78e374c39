package dev.ridethrough.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes JSON-RPC messages. Ids are given as JSON text, see [Envelope].
public final class Replies {
  /// JSON-RPC: the line is not valid JSON.
  public static final int PARSE_ERROR = -32700;

  /// JSON-RPC: not a request.
  public static final int INVALID_REQUEST = -32600;

  public static final int METHOD_NOT_FOUND = -32601;
  public static final int INVALID_PARAMS = -32602;
  public static final int INTERNAL_ERROR = -32603;

  /// MCP: the request names a revision that is not spoken.
  public static final int UNSUPPORTED_VERSION = -32022;

  /// Ours: nothing was executed and never will be. Outside the range that JSON-RPC and MCP reserve.
  public static final int NOT_SENT = -31001;

  /// Ours: whether it was executed can't be known.
  public static final int UNKNOWN = -31002;

  private Replies() {}

  public static byte[] result(String id, Object result) {
    return message(id, "result", result);
  }

  /// With a result that is JSON already.
  public static byte[] rawResult(String id, String result) {
    return rawMessage(id, "result", result);
  }

  public static byte[] error(String id, int code, String message, @Nullable Map<String, ?> data) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    if (data != null) {
      error.put("data", data);
    }
    return message(id, "error", error);
  }

  public static byte[] notification(String method, Map<String, ?> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("method", method);
    message.put("params", params);
    return Json.bytes(message);
  }

  private static byte[] message(String id, String member, Object value) {
    return rawMessage(id, member, new String(Json.bytes(value), StandardCharsets.UTF_8));
  }

  private static byte[] rawMessage(String id, String member, String body) {
    String line = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"" + member + "\":" + body + "}";
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
