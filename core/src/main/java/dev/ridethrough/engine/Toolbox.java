package dev.ridethrough.engine;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tools of a daemon: lists and calls them.
final class Toolbox {
  private static final ToolResult CANCELLED = ToolResult.failure("Cancelled; nothing was done.");

  private final Map<String, Tool> tools = new LinkedHashMap<>();
  private final Machine machine;
  private final Store store;

  Toolbox(List<Tool> tools, Machine machine, Store store) {
    this.machine = machine;
    this.store = store;
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

  /// The result of `tools/call`.
  Map<String, Object> call(Params params, Execution execution) throws RpcException {
    String name = params.text("name");
    Tool tool = tools.get(name);
    if (tool == null) {
      throw RpcException.invalidParams("Unknown tool: " + Text.quoted(name) + ".");
    }
    Object progressToken = params.object("_meta").token("progressToken");
    Map<String, Object> arguments = params.object("arguments").members();
    return result(tool, new ToolCall(arguments, progressToken, execution)).json();
  }

  private ToolResult result(Tool tool, ToolCall call) {
    try {
      return switch (tool) {
        case Tool.Direct direct -> direct.call(call);
        case Tool.Transactional transactional -> commit(transactional.prepare(call), call);
      };
    } catch (ToolException e) {
      return ToolResult.failure(String.valueOf(e.getMessage()));
    } catch (StoreException e) {
      machine.log(Text.line("the store failed in request " + call.requestKey(), e));
      return ToolResult.failure("The daemon's store failed: " + e.getMessage());
    }
  }

  private ToolResult commit(Tool.Effect effect, ToolCall call) throws StoreException {
    return store.transact(
        // Asked here and not before: the transaction may have waited long for others.
        transaction -> call.cancelled() ? CANCELLED : effect.commit(transaction));
  }
}
