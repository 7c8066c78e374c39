package dev.ridethrough.engine;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import java.util.List;

/// Tools whose effects can be counted: each execution leaves a row.
///
/// Nothing here recognises a repeated request, on purpose: two executions leave two rows, so that
/// an oracle can tell them from one.
public final class Ledger {
  /// Must be among the tables of the [Store] that the tools are given.
  public static final Table TABLE = new Table("ledger", List.of("request_key", "text"));

  /// Longest entry, in characters: many must fit into one reply.
  static final int MAX_TEXT = 16 * 1024;

  private Ledger() {}

  /// All of the ledger's tools and `echo`.
  ///
  /// @param store the one that the [Engine] is given too
  public static List<Tool> tools(Machine machine, Store store) {
    return List.of(
        new LedgerAppend(), new LedgerSlowAppend(machine), new LedgerEntries(store), new Echo());
  }

  static ToolResult append(Store.Transaction transaction, String requestKey, String text)
      throws StoreException {
    long id = transaction.insert(TABLE, List.of(requestKey, text));
    return ToolResult.of(new Members().with("id", id).map());
  }
}
