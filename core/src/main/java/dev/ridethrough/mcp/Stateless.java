package dev.ridethrough.mcp;

import dev.ridethrough.wire.Json;
import dev.ridethrough.wire.Replies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The stateless era: the members that each of its requests must have.
public final class Stateless {
  /// The revision of MCP that is spoken.
  public static final String VERSION = "2026-07-28";

  /// Methods that no other era has.
  public static final String DISCOVER = "server/discover";

  public static final String LISTEN = "subscriptions/listen";

  static final String PREFIX = "io.modelcontextprotocol/";
  private static final String PROTOCOL_VERSION = PREFIX + "protocolVersion";
  private static final String CLIENT_CAPABILITIES = PREFIX + "clientCapabilities";

  /// What may be said back: anything else can't be a version.
  private static final Pattern ECHOED = Pattern.compile("[A-Za-z0-9._-]{0,100}");

  private Stateless() {}

  /// Whether a request is of this era.
  static boolean isMeant(String method, Map<String, Object> message) {
    if (method.equals(DISCOVER) || method.equals(LISTEN)) {
      return true;
    }
    Map<String, Object> meta = meta(message);
    return meta.containsKey(PROTOCOL_VERSION) || meta.containsKey(CLIENT_CAPABILITIES);
  }

  /// Why a request of this era must be refused; null when it need not.
  public static @Nullable Refusal refusal(Map<String, Object> message) {
    Map<String, Object> meta = meta(message);
    if (!(meta.get(PROTOCOL_VERSION) instanceof String asked)) {
      return missing(PROTOCOL_VERSION, "a string");
    }
    if (!asked.equals(VERSION)) {
      return unsupported(asked);
    }
    return Json.asObject(meta.get(CLIENT_CAPABILITIES)) == null
        ? missing(CLIENT_CAPABILITIES, "an object")
        : null;
  }

  private static Map<String, Object> meta(Map<String, Object> message) {
    Map<String, Object> params = Json.asObject(message.get("params"));
    Map<String, Object> meta = params == null ? null : Json.asObject(params.get("_meta"));
    return meta == null ? Map.of() : meta;
  }

  private static Refusal missing(String name, String kind) {
    String message = "\"" + name + "\" must be in \"_meta\", and " + kind + ".";
    return new Refusal(Replies.INVALID_PARAMS, message, null);
  }

  private static Refusal unsupported(String asked) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("supported", List.of(VERSION));
    data.put("requested", ECHOED.matcher(asked).matches() ? asked : "");
    return new Refusal(
        Replies.UNSUPPORTED_VERSION,
        "Unsupported protocol version: this server speaks "
            + VERSION
            + ", and earlier revisions after \"initialize\".",
        data);
  }
}
