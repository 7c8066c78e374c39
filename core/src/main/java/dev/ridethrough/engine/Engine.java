package dev.ridethrough.engine;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Envelope;
import dev.ridethrough.wire.Json;
import dev.ridethrough.wire.Replies;
import java.util.List;
import java.util.Map;

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
  /// @param store where the effects of [Tool.Transactional]s go, with [#tables]
  /// @throws StoreException when the journal in the store can't be read
  public Engine(String version, List<Tool> tools, Machine machine, Store store)
      throws StoreException {
    this(version, tools, machine, store, JournalIndex.MAX_ENTRIES);
  }

  /// An engine with another room in its journal.
  ///
  /// @param journalEntries how many requests the journal keeps at most
  /// @throws StoreException when the journal in the store can't be read
  public Engine(String version, List<Tool> tools, Machine machine, Store store, int journalEntries)
      throws StoreException {
    this.version = version;
    this.machine = machine;
    this.toolbox = new Toolbox(tools, machine, store, Journal.open(store, journalEntries));
  }

  /// What must be among the tables of the store, beside those of the tools.
  public static List<Table> tables() {
    return Journal.TABLES;
  }

  /// Executes the request and waits for its end. Never throws.
  ///
  /// @param line one JSON-RPC message
  public Answer handle(byte[] line, Execution execution) {
    try {
      return switch (Envelope.of(line)) {
        case Envelope.Request request -> answer(request, line, execution);
        case Envelope.Notification _, Envelope.Response _ -> new Answer.Nothing();
        case Envelope.Invalid invalid ->
            error(invalid.id(), Replies.INVALID_REQUEST, "Invalid request: " + invalid.reason());
      };
    } catch (BadMessageException e) {
      return parseError("null", e);
    }
  }

  private Answer answer(Envelope.Request request, byte[] line, Execution execution) {
    try {
      Map<String, Object> message = Json.object(line);
      if (!request.method().equals("tools/call")) {
        return new Answer.Reply(Replies.result(request.id(), result(request.method(), message)));
      }
      return switch (toolbox.call(Params.of(message), line, execution)) {
        case Toolbox.Called.Result it ->
            new Answer.Reply(Replies.rawResult(request.id(), it.json()));
        case Toolbox.Called.Refused it -> it.answer();
      };
    } catch (RpcException e) {
      return error(request.id(), e.code(), String.valueOf(e.getMessage()));
    } catch (BadMessageException e) {
      return parseError(request.id(), e);
    } catch (RuntimeException | Error e) { // an Error too: each request gets its reply
      machine.log(Text.line("internal error in request " + execution.requestKey(), e));
      return error(request.id(), Replies.INTERNAL_ERROR, "Internal error; see the daemon's log.");
    }
  }

  private Object result(String method, Map<String, Object> message) throws RpcException {
    return switch (method) {
      case "initialize" -> Initialize.result(Params.of(message), version);
      case "ping" -> Map.of();
      case "tools/list" -> toolbox.list();
      default -> throw RpcException.methodNotFound(method);
    };
  }

  private static Answer parseError(String id, BadMessageException e) {
    return error(id, Replies.PARSE_ERROR, "Parse error: " + e.getMessage());
  }

  private static Answer error(String id, int code, String message) {
    return new Answer.Reply(Replies.error(id, code, message, null));
  }
}
