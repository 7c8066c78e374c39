package dev.ridethrough.proxy;

import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What of `initialize` goes with each later request. Bounded, because a handshake that is too long
/// would cost every one of them its reply.
final class SessionContext {
  static final int MAX_BYTES = 64 * 1024;

  private static final List<String> CLIENT_INFO = List.of("name", "title", "version");

  private SessionContext() {}

  /// Reads both lines of `initialize`.
  ///
  /// @return null when the two did not agree on anything. What is too large is left out
  static @Nullable Map<String, Object> of(byte[] request, byte[] reply) throws BadMessageException {
    Map<String, Object> result = Json.asObject(Json.object(reply).get("result"));
    Map<String, Object> params = Json.asObject(Json.object(request).get("params"));
    if (result == null || params == null) {
      return null;
    }
    Map<String, Object> session = new LinkedHashMap<>();
    putIfItFits(session, "protocolVersion", result.get("protocolVersion"));
    putIfItFits(session, "clientInfo", clientInfo(params.get("clientInfo")));
    putIfItFits(session, "capabilities", params.get("capabilities"));
    return session;
  }

  private static @Nullable Object clientInfo(@Nullable Object given) {
    Map<String, Object> info = Json.asObject(given);
    if (info == null) {
      return null;
    }
    Map<String, Object> kept = new LinkedHashMap<>(info);
    kept.keySet().retainAll(CLIENT_INFO);
    return kept;
  }

  private static void putIfItFits(
      Map<String, Object> session, String name, @Nullable Object value) {
    if (value == null) {
      return;
    }
    session.put(name, value);
    if (Json.bytes(session).length > MAX_BYTES) {
      session.remove(name);
    }
  }
}
