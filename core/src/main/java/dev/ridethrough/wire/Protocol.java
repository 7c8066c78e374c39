package dev.ridethrough.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The protocol between proxy and daemon, described in `docs/protocol.md`.
///
/// Its own lines are JSON objects whose *first* member is `ridethrough`; all others are JSON-RPC,
/// passed byte for byte.
public final class Protocol {
  /// The newest protocol that this code speaks.
  public static final int NEWEST = 2;

  /// The oldest one that it speaks, too.
  public static final int OLDEST = 1;

  /// The first protocol in which a client may ask a daemon for its clients.
  static final int WITH_CLIENTS = 2;

  /// The member that marks a line of the protocol itself.
  static final String MARK = "ridethrough";

  /// Longest client identity or request key, in characters.
  private static final int MAX_IDENTITY = 200;

  private static final byte[] PREFIX = ("{\"" + MARK + "\":").getBytes(StandardCharsets.US_ASCII);

  private Protocol() {}

  static boolean isOwn(byte[] line) {
    if (line.length < PREFIX.length) {
      return false;
    }
    for (int i = 0; i < PREFIX.length; i++) {
      if (line[i] != PREFIX[i]) {
        return false;
      }
    }
    return true;
  }

  static byte[] line(String type, Map<String, ?> members) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(MARK, type);
    line.putAll(members);
    return Json.bytes(line);
  }

  static String text(Map<String, Object> members, String name) throws BadMessageException {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw new BadMessageException("member \"" + name + "\" must be a string");
  }

  static String text(Map<String, Object> members, String name, String fallback)
      throws BadMessageException {
    return members.containsKey(name) ? text(members, name) : fallback;
  }

  static String identity(Map<String, Object> members, String name) throws BadMessageException {
    String text = text(members, name);
    if (text.isEmpty() || text.length() > MAX_IDENTITY) {
      throw new BadMessageException(
          "member \"" + name + "\" must have 1 to " + MAX_IDENTITY + " characters");
    }
    return text;
  }

  static long number(Map<String, Object> members, String name) throws BadMessageException {
    Object value = members.get(name);
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    throw new BadMessageException("member \"" + name + "\" must be a whole number");
  }

  static long number(Map<String, Object> members, String name, long fallback)
      throws BadMessageException {
    return members.containsKey(name) ? number(members, name) : fallback;
  }

  /// A number that is not negative; 0 when it is missing.
  static long count(Map<String, Object> members, String name) throws BadMessageException {
    long count = number(members, name, 0);
    if (count < 0) {
      throw new BadMessageException("member \"" + name + "\" must not be negative");
    }
    return count;
  }

  /// What is listed; that which is no object is left out.
  static List<Map<String, Object>> objects(Map<String, Object> members, String name)
      throws BadMessageException {
    if (!(members.get(name) instanceof List<?> list)) {
      throw new BadMessageException("member \"" + name + "\" must be a list");
    }
    List<Map<String, Object>> objects = new ArrayList<>();
    for (Object each : list) {
      Map<String, Object> object = Json.asObject(each);
      if (object != null) {
        objects.add(object);
      }
    }
    return objects;
  }

  /// False when it is missing.
  static boolean flag(Map<String, Object> members, String name) throws BadMessageException {
    return switch (members.get(name)) {
      case null -> false;
      case Boolean flag -> flag;
      default -> throw new BadMessageException("member \"" + name + "\" must be true or false");
    };
  }

  /// The number of a protocol; one that is out of range is none that anybody speaks.
  static int protocol(Map<String, Object> members, String name) throws BadMessageException {
    return Math.clamp(number(members, name), -1, Integer.MAX_VALUE);
  }

  static @Nullable Map<String, Object> object(Map<String, Object> members, String name)
      throws BadMessageException {
    Object value = members.get(name);
    if (value == null) {
      return null;
    }
    Map<String, Object> object = Json.asObject(value);
    if (object != null) {
      return object;
    }
    throw new BadMessageException("member \"" + name + "\" must be an object");
  }
}
