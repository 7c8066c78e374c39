package dev.ridethrough.engine;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.Table;
import java.util.List;

/// Tools whose effects can be counted: each execution leaves a row.
///
/// Nothing but `ledger_ensure` recognises a repeated call, on purpose: two executions leave two
/// rows, so that an oracle can tell them from one.
public final class Ledger {
  /// The entries.
  ///
  /// `generation` counts anew when the lock file is lost; `pid` tells two of one number apart. Rows
  /// of older versions have neither.
  public static final Table TABLE =
      new Table("ledger", List.of("request_key", "text", "generation", "pid"));

  /// Which entry `ledger_ensure` has added for a text.
  static final Table ENSURED = new Table("ledger_ensured", List.of("text", "entry"), "text");

  /// Must be among the tables of the [Store] that the tools are given.
  public static final List<Table> TABLES = List.of(TABLE, ENSURED);

  /// Longest entry, in characters: many must fit into one reply.
  static final int MAX_TEXT = 16 * 1024;

  private Ledger() {}

  /// All of the ledger's tools and `echo`.
  ///
  /// @param store the one that the [Engine] is given too
  public static List<Tool> tools(Machine machine, Store store) {
    return List.of(
        new LedgerAppend(machine),
        new LedgerSlowAppend(machine),
        new LedgerAppendDirectly(machine, store),
        new LedgerEnsure(machine, store),
        new LedgerEntries(store),
        new Echo());
  }

  static Tool.Effect entry(Machine machine, ToolCall call, String text) {
    List<String> values = values(machine, call, text);
    return transaction -> result(transaction.insert(TABLE, values));
  }

  /// Of a row of [#TABLE].
  static List<String> values(Machine machine, ToolCall call, String text) {
    return List.of(
        call.requestKey(),
        text,
        Long.toString(call.generation()),
        Long.toString(machine.self().pid()));
  }

  static ToolResult result(long id) {
    return ToolResult.of(new Members().with("id", id).map());
  }
}
