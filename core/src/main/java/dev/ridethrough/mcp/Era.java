package dev.ridethrough.mcp;

import java.util.Map;

/// How a client and a server agree on what they speak. Told from each request alone, so that one
/// session may use both.
public enum Era {
  /// Until 2025-11-25: `initialize` agrees on it for a session.
  LEGACY,
  /// Since 2026-07-28: each request says it.
  STATELESS;

  /// The era of a request.
  ///
  /// @param message the whole request
  public static Era of(String method, Map<String, Object> message) {
    return Stateless.isMeant(method, message) ? STATELESS : LEGACY;
  }
}
