package dev.ridethrough.mcp;

import dev.ridethrough.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a server says of itself when a client asks who is there, in either era.
///
/// @param version of the server
/// @param capabilities as MCP has them
public record Offer(String version, Map<String, Object> capabilities) {
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

  private Map<String, Object> serverInfo() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("name", "ridethrough");
    info.put("version", version);
    return info;
  }
}
