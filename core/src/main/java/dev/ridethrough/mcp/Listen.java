package dev.ridethrough.mcp;

import dev.ridethrough.wire.Json;
import dev.ridethrough.wire.Replies;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What `subscriptions/listen` asks for: a stream of notifications, each of which names it.
///
/// @param id of the request, as JSON text
/// @param tools whether changes of the list of tools are wanted, the only ones there are
public record Listen(String id, boolean tools) {

  /// The method of the notification that comes first.
  public static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";

  /// What a request asks for, or why it is refused.
  public sealed interface Asked {
    record Granted(Listen listen) implements Asked {}

    /// Nothing that can be granted.
    ///
    /// @param id of the request, as JSON text
    record Refused(String id, Refusal refusal) implements Asked {}
  }

  /// Reads the request.
  ///
  /// @param id as JSON text
  /// @param message the whole request
  public static Asked of(String id, Map<String, Object> message) {
    Refusal refusal = Stateless.refusal(message);
    if (refusal != null) {
      return new Asked.Refused(id, refusal);
    }
    Map<String, Object> params = Json.asObject(message.get("params"));
    Map<String, Object> filter = params == null ? null : Json.asObject(params.get("notifications"));
    if (filter == null) {
      String text = "\"notifications\" must be an object.";
      return new Asked.Refused(id, new Refusal(Replies.INVALID_PARAMS, text, null));
    }
    return new Asked.Granted(new Listen(id, Boolean.TRUE.equals(filter.get("toolsListChanged"))));
  }

  /// The notification that comes first: what is granted.
  public byte[] acknowledged() {
    String granted = tools ? "{\"toolsListChanged\":true}" : "{}";
    return notification(ACKNOWLEDGED, ",\"notifications\":" + granted);
  }

  /// The notification that the list of tools has changed.
  public byte[] toolsChanged() {
    return notification(Legacy.TOOLS_CHANGED, "");
  }

  /// The reply, at the end.
  public byte[] ended() {
    return Replies.rawResult(id, "{\"resultType\":\"complete\"," + meta() + "}");
  }

  private byte[] notification(String method, String more) {
    String line =
        "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":{" + meta() + more + "}}";
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private String meta() {
    return "\"_meta\":{\"" + Stateless.PREFIX + "subscriptionId\":" + id + "}";
  }
}
