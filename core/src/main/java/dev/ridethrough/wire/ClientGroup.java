package dev.ridethrough.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/// Clients of one version that a daemon heard of lately.
///
/// @param version as they said
/// @param protocol the one that they have chosen
/// @param clients how many processes
/// @param secondsAgo when the daemon last heard of one of them
public record ClientGroup(String version, int protocol, long clients, long secondsAgo) {
  /// As JSON.
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", version);
    members.put("protocol", protocol);
    members.put("clients", clients);
    members.put("secondsAgo", secondsAgo);
    return members;
  }
}
