package dev.ridethrough.chaos.world;

import dev.ridethrough.chaos.scenario.Request;
import java.util.List;
import java.util.Map;

/// What is put to the test: how to start it, how to ask it, how to count what it did.
///
/// In the commands `{home}`, `{socket}`, `{grace}` and `{drain}` are replaced, as whole arguments
/// or parts of them; no shell is involved.
///
/// @param daemon command of the daemon
/// @param proxy command of a stdio proxy
/// @param hooked whether both stop at kill points when told to by system properties
/// @param tools the tool that does each action
/// @param oracle how effects are counted
public record Target(
    String name,
    String delivery,
    List<String> daemon,
    List<String> proxy,
    boolean hooked,
    Map<Request.Action, Tool> tools,
    Oracle oracle) {
  public Target {
    daemon = List.copyOf(daemon);
    proxy = List.copyOf(proxy);
    tools = Map.copyOf(tools);
  }

  /// How an action is asked for.
  ///
  /// @param text the argument that carries the client's token, or empty
  /// @param millis the argument that says how long to work, or empty
  public record Tool(String name, String text, String millis) {}

  /// An SQLite database to be read after the run.
  ///
  /// @param file relative to the home
  /// @param query yields the columns row number, request key and text, and, if the target knows it,
  ///   the id of the process that left the row
  public record Oracle(String file, String query) {}

  /// The tool for an action.
  public Tool tool(Request.Action action) {
    Tool tool = tools.get(action);
    if (tool == null) {
      throw new IllegalArgumentException("target " + name + " has no tool for " + action);
    }
    return tool;
  }
}
