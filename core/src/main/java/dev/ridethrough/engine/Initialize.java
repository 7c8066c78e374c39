package dev.ridethrough.engine;

import java.util.List;
import java.util.Map;

/// The handshake of MCP clients of before 2026-07-28. Nothing is remembered: the proxy carries what
/// was agreed on.
final class Initialize {
  /// Newest first.
  private static final List<String> VERSIONS =
      List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

  private Initialize() {}

  static Map<String, Object> result(Params params, String daemonVersion) throws RpcException {
    String asked = params.text("protocolVersion");
    String agreed = VERSIONS.contains(asked) ? asked : VERSIONS.getFirst();
    // The list changes when an update replaces the daemon; it is the proxy that then says so.
    Map<String, Object> tools = new Members().with("listChanged", true).map();
    return new Members()
        .with("protocolVersion", agreed)
        .with("capabilities", new Members().with("tools", tools).map())
        .with(
            "serverInfo",
            new Members().with("name", "ridethrough").with("version", daemonVersion).map())
        .map();
  }
}
