package dev.ridethrough.engine;

import dev.ridethrough.journal.Fingerprint;
import dev.ridethrough.journal.Journal;
import dev.ridethrough.journal.JournalEntry;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tools of a daemon: lists and calls them.
final class Toolbox {
  private static final long FAILED_RETRY_MILLIS = 500;
  private static final ToolResult CANCELLED = ToolResult.failure("Cancelled; nothing was done.");

  private final Map<String, Tool> tools = new LinkedHashMap<>();
  private final Machine machine;
  private final Store store;
  private final Journal journal;

  /// What came of a call.
  sealed interface Called {

    /// It was executed, now or before.
    ///
    /// @param json of the result
    record Result(String json) implements Called {}

    /// It was not executed now.
    record Refused(Answer answer) implements Called {}
  }

  Toolbox(List<Tool> tools, Machine machine, Store store, Journal journal) {
    this.machine = machine;
    this.store = store;
    this.journal = journal;
    for (Tool tool : tools) {
      String name = tool.spec().name();
      if (this.tools.put(name, tool) != null) {
        throw new IllegalArgumentException("two tools with the name " + name);
      }
    }
  }

  /// The result of `tools/list`, on one page.
  Map<String, Object> list() {
    List<Map<String, Object>> specs = new ArrayList<>();
    for (Tool tool : tools.values()) {
      specs.add(tool.spec().json());
    }
    return new Members().with("tools", specs).map();
  }

  /// Does `tools/call`. What leaves no effect needs no journal: it may be executed again.
  ///
  /// @param line the whole request
  Called call(Params params, byte[] line, Execution execution) throws RpcException {
    String name = params.text("name");
    Tool tool = tools.get(name);
    if (tool == null) {
      throw RpcException.invalidParams("Unknown tool: " + Text.quoted(name) + ".");
    }
    Object progressToken = params.object("_meta").token("progressToken");
    Map<String, Object> arguments = params.object("arguments").members();
    ToolCall call = new ToolCall(arguments, progressToken, execution);
    return execution.exactlyOnce() && !tool.spec().annotations().readOnly()
        ? journaled(tool, call, line, execution)
        : new Called.Result(json(result(tool, call, Completion.NONE)));
  }

  private Called journaled(Tool tool, ToolCall call, byte[] line, Execution execution)
      throws RpcException {
    String fingerprint = Fingerprint.of(line);
    boolean repeatable =
        tool instanceof Tool.Transactional || tool.spec().annotations().idempotent();
    while (true) {
      Journal.Begun begun;
      try {
        begun = journal.begin(execution, fingerprint, repeatable);
      } catch (StoreException e) {
        // whether an earlier attempt was executed is in there
        return new Called.Refused(
            new Answer.NotStarted("the journal failed: " + e.getMessage(), FAILED_RETRY_MILLIS));
      }
      switch (begun) {
        case Journal.Begun.Elsewhere elsewhere -> elsewhere.over().await();
        case Journal.Begun.Completed completed -> {
          return again(completed.result());
        }
        case Journal.Begun.NotStarted it -> {
          return new Called.Refused(new Answer.NotStarted(it.reason(), it.retryAfterMillis()));
        }
        case Journal.Begun.Unknown it -> {
          return new Called.Refused(new Answer.Unknown(it.reason()));
        }
        case Journal.Begun.Conflict _ ->
            throw RpcException.invalidRequest(
                "This request key, or number, was used for another request.");
        case Journal.Begun.Execute it -> {
          return execute(tool, call, it.entry());
        }
      }
    }
  }

  /// The result of an earlier attempt, unless the file was damaged: it would break the line.
  private static Called again(String result) {
    try {
      Map<String, Object> members = Json.object(result.getBytes(StandardCharsets.UTF_8));
      if (!members.isEmpty() && result.endsWith("}") && result.indexOf('\n') < 0) {
        return new Called.Result(result);
      }
    } catch (BadMessageException e) {
      // as if it had a line break
    }
    String reason = "it was executed, but its result in the journal is damaged";
    return new Called.Refused(new Answer.Unknown(reason));
  }

  private Called execute(Tool tool, ToolCall call, JournalEntry entry) {
    try {
      Recorded completion = new Recorded(journal, entry);
      ToolResult result = result(tool, call, completion);
      if (!completion.isOver()) {
        record(tool, call, entry, result);
      }
      return new Called.Result(json(result));
    } finally {
      journal.over(entry.key());
    }
  }

  /// Of what was done outside of the store, or failed before it had an effect.
  private void record(Tool tool, ToolCall call, JournalEntry entry, ToolResult result) {
    try {
      if (tool instanceof Tool.Transactional && call.cancelled()) {
        store.transact(it -> {
          journal.drop(it, entry);
          return true;
        });
      } else {
        journal.complete(entry, json(result));
      }
    } catch (StoreException e) {
      machine.log(Text.line("the journal failed in request " + call.requestKey(), e));
    }
  }

  /// What is committed with an effect.
  private interface Completion {
    Completion NONE = new Completion() {};

    default void commit(Store.Transaction transaction, ToolResult result) throws StoreException {}

    default void drop(Store.Transaction transaction) throws StoreException {}
  }

  private static final class Recorded implements Completion {
    private final Journal journal;
    private final JournalEntry entry;
    private boolean over;

    Recorded(Journal journal, JournalEntry entry) {
      this.journal = journal;
      this.entry = entry;
    }

    @Override
    public void commit(Store.Transaction transaction, ToolResult result) throws StoreException {
      journal.complete(transaction, entry, json(result));
      over = true;
    }

    @Override
    public void drop(Store.Transaction transaction) throws StoreException {
      journal.drop(transaction, entry);
      over = true;
    }

    boolean isOver() {
      return over;
    }
  }

  private ToolResult result(Tool tool, ToolCall call, Completion completion) {
    try {
      return switch (tool) {
        case Tool.Direct direct -> direct.call(call);
        case Tool.Transactional transactional ->
            commit(transactional.prepare(call), call, completion);
      };
    } catch (ToolException e) {
      return ToolResult.failure(String.valueOf(e.getMessage()));
    } catch (StoreException e) {
      machine.log(Text.line("the store failed in request " + call.requestKey(), e));
      return ToolResult.failure("The daemon's store failed: " + e.getMessage());
    }
  }

  private ToolResult commit(Tool.Effect effect, ToolCall call, Completion completion)
      throws StoreException {
    return store.transact(transaction -> {
      // Asked here and not before: the transaction may have waited long for others.
      if (call.cancelled()) {
        completion.drop(transaction);
        return CANCELLED;
      }
      ToolResult result = effect.commit(transaction);
      completion.commit(transaction, result);
      return result;
    });
  }

  private static String json(ToolResult result) {
    return new String(Json.bytes(result.json()), StandardCharsets.UTF_8);
  }
}
