package dev.ridethrough.engine;

import dev.ridethrough.journal.Fingerprint;
import dev.ridethrough.journal.Journal;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.StoreFormat;
import dev.ridethrough.machine.Table;
import dev.ridethrough.mcp.Era;
import dev.ridethrough.mcp.Legacy;
import dev.ridethrough.mcp.Listen;
import dev.ridethrough.mcp.Offer;
import dev.ridethrough.mcp.Refusal;
import dev.ridethrough.mcp.Stateless;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Envelope;
import dev.ridethrough.wire.Json;
import dev.ridethrough.wire.Replies;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Executes one request after it was admitted: MCP methods of both eras, and [Tool]s.
///
/// Keeps nothing between requests, so that any daemon can answer any request of a session.
/// Thread-safe.
public final class Engine {
  /// Raised by one in a version that writes what the one before it does not know.
  private static final int FORMAT = 1;

  private final Offer offer;
  private final Machine machine;
  private final Journal journal;
  private final Toolbox toolbox;

  /// An engine with these tools.
  ///
  /// @param version of the daemon, as clients see it
  /// @param tools in the order in which they are listed
  /// @param store where the effects of [Tool.Transactional]s go, opened with [#storeFormat]
  /// @throws StoreException when the journal in the store can't be read
  public Engine(String version, List<Tool> tools, Machine machine, Store store)
      throws StoreException {
    this(version, tools, machine, store, Journal.MAX_ENTRIES);
  }

  /// An engine with another room in its journal.
  ///
  /// @param journalEntries how many requests the journal keeps at most
  /// @throws StoreException when the journal in the store can't be read
  public Engine(String version, List<Tool> tools, Machine machine, Store store, int journalEntries)
      throws StoreException {
    this.offer = Offer.ofBuild(version);
    this.machine = machine;
    String unique = Long.toHexString(machine.nanoTime()) + "-" + machine.self().pid();
    this.journal = Journal.open(store, unique, journalEntries);
    this.toolbox = new Toolbox(tools, machine, store, journal);
  }

  /// Stays the same as long as the journal does: another one knows nothing of what came before it.
  public String journalId() {
    return journal.identity();
  }

  /// What the store must be opened with.
  ///
  /// @param ofTools the tables of the tools
  public static StoreFormat storeFormat(List<Table> ofTools) {
    return new StoreFormat(
        Stream.concat(ofTools.stream(), Journal.TABLES.stream()).toList(), FORMAT);
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
      Era era = Era.of(request.method(), message);
      Refusal refusal = era == Era.STATELESS ? Stateless.refusal(message) : null;
      if (refusal != null) {
        return new Answer.Reply(refusal.bytes(request.id()));
      }
      return request.method().equals("tools/call")
          ? call(request.id(), era, message, line, execution)
          : new Answer.Reply(Replies.result(request.id(), result(request.method(), era, message)));
    } catch (RpcException e) {
      return error(request.id(), e.code(), String.valueOf(e.getMessage()));
    } catch (BadMessageException e) {
      return parseError(request.id(), e);
    } catch (RuntimeException | Error e) { // an Error too: each request gets its reply
      machine.log(Text.line("internal error in request " + execution.requestKey(), e));
      return error(request.id(), Replies.INTERNAL_ERROR, "Internal error; see the daemon's log.");
    }
  }

  /// What a request asks for that opens a subscription, or a reply that refuses it. Never throws.
  ///
  /// @param line one JSON-RPC message
  public Listen.Asked listen(byte[] line) {
    try {
      if (Envelope.of(line) instanceof Envelope.Request request
          && request.method().equals(Stateless.LISTEN)) {
        return Listen.of(request.id(), Json.object(line));
      }
    } catch (BadMessageException e) {
      // as any other line that opens none
    }
    String text = "Invalid request: only \"" + Stateless.LISTEN + "\" opens a subscription.";
    return new Listen.Asked.Refused("null", new Refusal(Replies.INVALID_REQUEST, text, null));
  }

  /// What this daemon says of itself.
  public Offer offer() {
    return offer;
  }

  /// Tells its list of tools from any other.
  public String toolsDigest() {
    return Fingerprint.of(Json.bytes(toolbox.list()));
  }

  private Answer call(
      String id, Era era, Map<String, Object> message, byte[] line, Execution execution)
      throws RpcException {
    return switch (toolbox.call(Params.of(message), line, execution)) {
      case Toolbox.Called.Result it -> {
        String json = era == Era.STATELESS ? offer.complete(it.json()) : it.json();
        yield new Answer.Reply(Replies.rawResult(id, json));
      }
      case Toolbox.Called.Refused it -> it.answer();
    };
  }

  private Object result(String method, Era era, Map<String, Object> message) throws RpcException {
    return switch (era) {
      case LEGACY -> legacyResult(method, message);
      case STATELESS -> statelessResult(method);
    };
  }

  private Object legacyResult(String method, Map<String, Object> message) throws RpcException {
    return switch (method) {
      case Legacy.INITIALIZE -> offer.initialize(Params.of(message).text("protocolVersion"));
      case Legacy.PING -> Map.of();
      case "tools/list" -> toolbox.list();
      default -> throw RpcException.methodNotFound(method);
    };
  }

  private Object statelessResult(String method) throws RpcException {
    return switch (method) {
      case Stateless.DISCOVER -> offer.discover();
      case "tools/list" -> offer.cacheable(toolbox.list());
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
