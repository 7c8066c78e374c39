package dev.ridethrough.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A line of the protocol itself that a client sends. Between the two comes the raw JSON-RPC
/// request.
public sealed interface ClientLine {
  /// Values of a handshake's `delivery`; the first is meant when there is none.
  String AT_MOST_ONCE = "at-most-once";

  String EXACTLY_ONCE = "exactly-once";

  /// The client's first line; the request follows.
  ///
  /// @param client identity of the client's process, the same in all its requests
  /// @param request the request key, the same in each attempt
  /// @param attempt counted from 1
  /// @param deadlineNanos on the machine's monotonic clock; a request not started by then must be
  ///   dropped
  /// @param session what `initialize` agreed on, or null before it
  /// @param exactlyOnce the client asks for delivery exactly-once: what is lost is sent again, so
  ///   the daemon's journal must know the request
  /// @param number of the request within its client, counted from 1; 0 from a client that does not
  ///   count
  /// @param acknowledged no request of the client numbered so or less will ever be sent again; 0
  ///   for none
  /// @param listen the request opens a subscription, which lasts until its client ends it
  record Handshake(
      int protocol,
      String version,
      String client,
      String request,
      long attempt,
      long deadlineNanos,
      @Nullable Map<String, Object> session,
      boolean exactlyOnce,
      long number,
      long acknowledged,
      boolean listen)
      implements ClientLine {
    /// Of a client that wants at-most-once and does not count its requests.
    public Handshake(
        int protocol,
        String version,
        String client,
        String request,
        long attempt,
        long deadlineNanos,
        @Nullable Map<String, Object> session) {
      this(protocol, version, client, request, attempt, deadlineNanos, session, false, 0, 0, false);
    }
  }

  /// The client no longer wants the reply.
  record Cancel() implements ClientLine {}

  /// Instead of handshake and request: which clients does the daemon know? Only a daemon that
  /// greeted with protocol 2 or a newer one may be asked; an older one would take it for a bad
  /// line.
  record AskClients() implements ClientLine {}

  /// Unknown members are ignored: a later version may add some.
  static ClientLine of(byte[] line) throws BadMessageException {
    Map<String, Object> members = Json.object(line);
    String type = Protocol.text(members, Protocol.MARK);
    return switch (type) {
      case "handshake" -> handshake(members);
      case "cancel" -> new Cancel();
      case "ask_clients" -> new AskClients();
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
        Protocol.object(members, "session"),
        isExactlyOnce(members),
        Protocol.count(members, "number"),
        Protocol.count(members, "acknowledged"),
        Protocol.flag(members, "listen"));
  }

  private static boolean isExactlyOnce(Map<String, Object> members) throws BadMessageException {
    String delivery = Protocol.text(members, "delivery", AT_MOST_ONCE);
    return switch (delivery) {
      case AT_MOST_ONCE -> false;
      case EXACTLY_ONCE -> true;
      default -> throw new BadMessageException("unknown delivery \"" + delivery + "\"");
    };
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
        if (h.exactlyOnce) {
          members.put("delivery", EXACTLY_ONCE);
        }
        if (h.number > 0) {
          members.put("number", h.number);
        }
        if (h.acknowledged > 0) {
          members.put("acknowledged", h.acknowledged);
        }
        if (h.listen) {
          members.put("listen", true);
        }
        yield Protocol.line("handshake", members);
      }
      case Cancel _ -> Protocol.line("cancel", Map.of());
      case AskClients _ -> Protocol.line("ask_clients", Map.of());
    };
  }
}
