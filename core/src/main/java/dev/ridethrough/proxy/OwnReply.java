package dev.ridethrough.proxy;

import dev.ridethrough.grace.Outcome;
import dev.ridethrough.wire.Replies;
import java.util.LinkedHashMap;
import java.util.Map;

/// The reply that the proxy makes when no daemon gave one.
///
/// @param message for people; all that many clients show
/// @param retryable whether time may heal it, and nothing was executed
record OwnReply(Outcome outcome, String message, boolean retryable) {
  /// @param id as JSON text
  /// @param waitedMillis how long no live daemon worked on the request
  byte[] bytes(String id, long waitedMillis, String socket) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("outcome", outcome.text());
    data.put("retryable", retryable);
    data.put("waitedMs", waitedMillis);
    data.put("socket", socket);
    int code = outcome == Outcome.NOT_SENT ? Replies.NOT_SENT : Replies.UNKNOWN;
    return Replies.error(id, code, message, data);
  }
}
