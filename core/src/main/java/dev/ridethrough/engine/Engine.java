package dev.ridethrough.engine;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Store;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Envelope;
import dev.ridethrough.wire.Json;
import dev.ridethrough.wire.Replies;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Executes one request after it was admitted: MCP methods of the legacy era, and [Tool]s.
///
/// Keeps nothing between requests, so that any daemon can answer any request of a session.
/// Thread-safe.
public final class Engine {
  private final String version;
  private final Machine machine;
  private final Toolbox toolbox;

  /// An engine with these tools.
  ///
  /// @param version of the daemon, as clients see it
  /// @param tools in the order in which they are listed
  /// @param store where the effects of [Tool.Transactional]s go
  public Engine(String version, List<Tool> tools, Machine machine, Store store) {
    this.version = version;
    this.machine = machine;
    this.toolbox = new Toolbox(tools, machine, store);
  }

  /// Executes the request and waits for its end. Never throws.
  ///
  /// @param line one JSON-RPC message
  /// @return the reply without a newline, or null when the message is not a request
  public byte @Nullable [] handle(byte[] line, Execution execution) {
    try {
      return switch (Envelope.of(line)) {
        case Envelope.Request request -> reply(request, line, execution);
        case Envelope.Notification _ -> null;
        case Envelope.Response _ -> null;
        case Envelope.Invalid invalid ->
            error(invalid.id(), Replies.INVALID_REQUEST, "Invalid request: " + invalid.reason());
      };
    } catch (BadMessageException e) {
      return parseError("null", e);
    }
  }

  private byte[] reply(Envelope.Request request, byte[] line, Execution execution) {
    try {
      Object result = result(request.method(), Json.object(line), execution);
      return Replies.result(request.id(), result);
    } catch (RpcException e) {
      return error(request.id(), e.code(), String.valueOf(e.getMessage()));
    } catch (BadMessageException e) {
      return parseError(request.id(), e);
    } catch (RuntimeException | Error e) { // an Error too: each request gets its reply
      machine.log(Text.line("internal error in request " + execution.requestKey(), e));
      return error(request.id(), Replies.INTERNAL_ERROR, "Internal error; see the daemon's log.");
    }
  }

  private Object result(String method, Map<String, Object> message, Execution execution)
      throws RpcException {
    return switch (method) {
      case "initialize" -> Initialize.result(Params.of(message), version);
      case "ping" -> Map.of();
      case "tools/list" -> toolbox.list();
      case "tools/call" -> toolbox.call(Params.of(message), execution);
      default -> throw RpcException.methodNotFound(method);
    };
  }

  private static byte[] parseError(String id, BadMessageException e) {
    return error(id, Replies.PARSE_ERROR, "Parse error: " + e.getMessage());
  }

  private static byte[] error(String id, int code, String message) {
    return Replies.error(id, code, message, null);
  }
}
