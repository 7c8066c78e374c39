package dev.ridethrough.machine;

/// What the last build that knew protocol 1 alone wrote on the socket, byte for byte. Clients and
/// daemons of it are still about.
public final class ProtocolOne {
  /// Of the build.
  public static final String VERSION = "0.1.0-SNAPSHOT";

  /// Of its daemon.
  public static final String GREETING =
      "{\"ridethrough\":\"greeting\",\"protocol\":1,\"version\":\"0.1.0-SNAPSHOT\",\"generation\":1,"
          + "\"pid\":13809,\"journal\":true,\"journalId\":\"250769f717cc-13809\","
          + "\"tools\":\"ca67bae8ce01fb6798bc710830831d55\"}";

  /// Of its `call`. Identity and deadline are those of [#comparable].
  public static final String CALL_HANDSHAKE =
      "{\"ridethrough\":\"handshake\",\"protocol\":1,\"version\":\"0.1.0-SNAPSHOT\","
          + "\"client\":\"0dc51c8b98d3f8fd351c47b25a41160b\","
          + "\"request\":\"0dc51c8b98d3f8fd351c47b25a41160b-1\",\"attempt\":1,"
          + "\"deadlineNanos\":40722549273857,\"delivery\":\"exactly-once\",\"number\":1}";

  /// Of its `serve`, for the second request of a session.
  public static final String SERVE_HANDSHAKE =
      "{\"ridethrough\":\"handshake\",\"protocol\":1,\"version\":\"0.1.0-SNAPSHOT\","
          + "\"client\":\"7c4add2ffff9b9489aeaad7fddca1570\","
          + "\"request\":\"7c4add2ffff9b9489aeaad7fddca1570-2\",\"attempt\":1,"
          + "\"deadlineNanos\":40723305607099,\"session\":{\"protocolVersion\":\"2025-11-25\","
          + "\"clientInfo\":{\"name\":\"x\",\"version\":\"1\"},\"capabilities\":{}},"
          + "\"delivery\":\"exactly-once\",\"number\":2}";

  /// A request, as a client wrote it.
  public static final String REQUEST =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
          + "\"params\":{\"name\":\"ledger_append\",\"arguments\":{\"text\":\"hello\"}}}";

  /// What its daemon answered.
  public static final String REPLY =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"{\\\"id\\\":1}\"}],"
          + "\"structuredContent\":{\"id\":1},\"isError\":false}}";

  private ProtocolOne() {}

  /// The same with an identity and a deadline that are always the same, and without what is
  /// acknowledged, which depends on when the reply before was delivered.
  public static String comparable(String handshake) {
    return handshake
        .replaceAll("[0-9a-f]{32}", "IDENTITY")
        .replaceAll(",\"acknowledged\":[0-9]+", "")
        .replaceAll("(\"deadlineNanos\":)[0-9]+", "$1DEADLINE");
  }

  /// The same with another deadline on the monotonic clock.
  public static String until(long nanos, String handshake) {
    return handshake.replaceAll("(\"deadlineNanos\":)[0-9]+", "$1" + nanos);
  }
}
