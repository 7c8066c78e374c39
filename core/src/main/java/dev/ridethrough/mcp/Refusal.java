package dev.ridethrough.mcp;

import dev.ridethrough.wire.Replies;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Why a request is answered with a JSON-RPC error.
public record Refusal(int code, String message, @Nullable Map<String, Object> data) {
  /// The reply line.
  ///
  /// @param id as JSON text
  public byte[] bytes(String id) {
    return Replies.error(id, code, message, data);
  }
}
