package dev.ridethrough.mcp;

import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Json;
import dev.ridethrough.wire.Replies;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a server says of itself when a client asks who is there, in either era.
///
/// @param version of the server
/// @param capabilities as MCP has them
public record Offer(String version, Map<String, Object> capabilities) {
  /// Of the file beside a socket that holds the offer of its last daemon.
  public static final String SUFFIX = ".offer";

  /// Of the legacy era, newest first.
  private static final List<String> LEGACY_VERSIONS =
      List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

  /// What may be kept is stale at once: an update may replace the daemon at any moment, and asking
  /// it again costs nothing.
  private static final int FRESH_MILLIS = 0;

  /// What this build offers.
  public static Offer ofBuild(String version) {
    // The list changes when an update replaces the daemon; it is the proxy that then says so.
    return new Offer(version, Map.of("tools", Map.of("listChanged", true)));
  }

  /// The result of `initialize`.
  ///
  /// @param asked the version that the client wants
  public Map<String, Object> initialize(String asked) {
    Map<String, Object> result = new LinkedHashMap<>();
    boolean known = LEGACY_VERSIONS.contains(asked);
    result.put("protocolVersion", known ? asked : LEGACY_VERSIONS.getFirst());
    result.put("capabilities", capabilities);
    result.put("serverInfo", serverInfo());
    return result;
  }

  /// The result of `server/discover`.
  public Map<String, Object> discover() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("supportedVersions", List.of(Stateless.VERSION));
    result.put("capabilities", capabilities);
    return cacheable(result);
  }

  /// A result of the stateless era that clients may keep for a while.
  public Map<String, Object> cacheable(Map<String, Object> result) {
    Map<String, Object> cacheable = new LinkedHashMap<>(result);
    cacheable.put("ttlMs", FRESH_MILLIS);
    cacheable.put("cacheScope", "public");
    return complete(cacheable);
  }

  /// A result of the stateless era.
  public Map<String, Object> complete(Map<String, Object> result) {
    Map<String, Object> complete = new LinkedHashMap<>();
    complete.put("resultType", "complete");
    complete.putAll(result);
    complete.put("_meta", Map.of(Stateless.PREFIX + "serverInfo", serverInfo()));
    return complete;
  }

  /// The same of a result that is JSON already: an object with members, but without `_meta`.
  public String complete(String json) {
    String more = new String(Json.bytes(complete(Map.of())), StandardCharsets.UTF_8);
    return json.substring(0, json.length() - 1) + "," + more.substring(1);
  }

  /// Answers a request that only asks who is there.
  ///
  /// @param id as JSON text
  /// @param message the whole request
  /// @return null when it asks for something else
  public byte @Nullable [] answer(String id, String method, Map<String, Object> message) {
    return switch (Era.of(method, message)) {
      case LEGACY -> legacyAnswer(id, method, message);
      case STATELESS -> {
        Refusal refusal = Stateless.refusal(message);
        yield !method.equals(Stateless.DISCOVER)
            ? null
            : refusal == null ? Replies.result(id, discover()) : refusal.bytes(id);
      }
    };
  }

  private byte @Nullable [] legacyAnswer(String id, String method, Map<String, Object> message) {
    if (method.equals(Legacy.PING)) {
      return Replies.result(id, Map.of());
    }
    Map<String, Object> params = Json.asObject(message.get("params"));
    return method.equals(Legacy.INITIALIZE)
            && params != null
            && params.get("protocolVersion") instanceof String asked
        ? Replies.result(id, initialize(asked))
        : null;
  }

  /// As one line, for [#of].
  public byte[] bytes() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", version);
    members.put("capabilities", capabilities);
    return Json.bytes(members);
  }

  /// Reads what [#bytes] gave, perhaps in another version, or anything else.
  ///
  /// @throws BadMessageException when it is no offer
  public static Offer of(byte[] text) throws BadMessageException {
    Map<String, Object> members = Json.object(text);
    Map<String, Object> capabilities = Json.asObject(members.get("capabilities"));
    if (!(members.get("version") instanceof String version) || capabilities == null) {
      throw new BadMessageException("an offer has a version and capabilities; this has not");
    }
    return new Offer(version, capabilities);
  }

  private Map<String, Object> serverInfo() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("name", "ridethrough");
    info.put("version", version);
    return info;
  }
}
