package dev.ridethrough.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ridethrough.machine.FakeMachine;
import dev.ridethrough.machine.MemoryStore;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Json;
import java.util.List;
import java.util.Map;

/// An engine with the ledger's tools, and short ways to ask it.
final class EngineFixture {
  final FakeMachine machine = new FakeMachine();
  final MemoryStore store =
      new MemoryStore(Ledger.TABLE, Ledger.ENSURED, Journal.ENTRIES, Journal.CLIENTS);
  final FakeExecution execution = new FakeExecution("key-1");
  private final Engine engine;

  EngineFixture() {
    engine = engine(Ledger.tools(machine.port(), store));
  }

  /// An engine with this tool only.
  EngineFixture(Tool tool) {
    engine = engine(List.of(tool));
  }

  private Engine engine(List<Tool> tools) {
    try {
      return new Engine("1.2.3", tools, machine.port(), store);
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  String handle(String line) {
    return switch (engine.handle(line.getBytes(UTF_8), execution)) {
      case Answer.Reply reply -> new String(reply.json(), UTF_8);
      case Answer.Nothing _ -> null;
      case Answer other -> throw new AssertionError(other);
    };
  }

  /// Calls a tool; arguments and meta are JSON.
  Reply call(String tool, String arguments, String meta) {
    return reply(
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":\
        {"name":"%s","arguments":%s,"_meta":%s}}\
        """
            .formatted(tool, arguments, meta));
  }

  Reply call(String tool, String arguments) {
    return call(tool, arguments, "{}");
  }

  Reply reply(String line) {
    return new Reply(json(handle(line)));
  }

  List<String> ledgerTexts() {
    return store.rows(Ledger.TABLE).stream().map(it -> it.values().get(1)).toList();
  }

  static Map<String, Object> json(String line) {
    try {
      return Json.object(line.getBytes(UTF_8));
    } catch (BadMessageException e) {
      throw new AssertionError(line, e);
    }
  }

  /// A parsed reply.
  record Reply(Map<String, Object> members) {
    Map<String, Object> result() {
      return object(members.get("result"));
    }

    int errorCode() {
      return (int) object(members.get("error")).get("code");
    }

    String errorMessage() {
      return (String) object(members.get("error")).get("message");
    }

    boolean failed() {
      return (boolean) result().get("isError");
    }

    String text() {
      List<?> content = (List<?>) result().get("content");
      return (String) object(content.getFirst()).get("text");
    }

    Map<String, Object> structured() {
      return object(result().get("structuredContent"));
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys only
    static Map<String, Object> object(Object value) {
      if (value == null) {
        throw new AssertionError("missing");
      }
      return (Map<String, Object>) value;
    }
  }
}
