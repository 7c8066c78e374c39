package dev.ridethrough.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A line of the protocol itself that a client sends. Between the two comes the raw JSON-RPC
/// request.
public sealed interface ClientLine {

  /// The client's first line; the request follows.
  ///
  /// @param client identity of the client's process, the same in all its requests
  /// @param request the request key, the same in each attempt
  /// @param attempt counted from 1
  /// @param deadlineNanos on the machine's monotonic clock; a request not started by then must be
  ///   dropped
  /// @param session what `initialize` agreed on, or null before it
  record Handshake(
      int protocol,
      String version,
      String client,
      String request,
      long attempt,
      long deadlineNanos,
      @Nullable Map<String, Object> session)
      implements ClientLine {}

  /// The client no longer wants the reply.
  record Cancel() implements ClientLine {}

  /// Unknown members are ignored: a later version may add some.
  static ClientLine of(byte[] line) throws BadMessageException {
    Map<String, Object> members = Json.object(line);
    String type = Protocol.text(members, Protocol.MARK);
    return switch (type) {
      case "handshake" -> handshake(members);
      case "cancel" -> new Cancel();
      default -> throw new BadMessageException("unknown line type \"" + type + "\"");
    };
  }

  private static Handshake handshake(Map<String, Object> members) throws BadMessageException {
    return new Handshake(
        Protocol.protocol(members, "protocol"),
        Protocol.text(members, "version", "unknown"),
        Protocol.identity(members, "client"),
        Protocol.identity(members, "request"),
        Protocol.number(members, "attempt", 1),
        Protocol.number(members, "deadlineNanos"),
        Protocol.object(members, "session"));
  }

  /// The line without its newline.
  default byte[] bytes() {
    return switch (this) {
      case Handshake h -> {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("protocol", h.protocol);
        members.put("version", h.version);
        members.put("client", h.client);
        members.put("request", h.request);
        members.put("attempt", h.attempt);
        members.put("deadlineNanos", h.deadlineNanos);
        if (h.session != null) {
          members.put("session", h.session);
        }
        yield Protocol.line("handshake", members);
      }
      case Cancel _ -> Protocol.line("cancel", Map.of());
    };
  }
}
