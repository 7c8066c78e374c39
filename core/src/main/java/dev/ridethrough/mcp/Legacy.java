package dev.ridethrough.mcp;

import java.nio.charset.StandardCharsets;

/// The legacy era: a session that `initialize` opens.
public final class Legacy {
  public static final String INITIALIZE = "initialize";

  public static final String PING = "ping";

  static final String TOOLS_CHANGED = "notifications/tools/list_changed";

  private Legacy() {}

  /// The notification that the list of tools has changed.
  public static byte[] toolsChanged() {
    String line = "{\"jsonrpc\":\"2.0\",\"method\":\"" + TOOLS_CHANGED + "\"}";
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
