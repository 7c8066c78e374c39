package dev.ridethrough.engine;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import java.util.List;
import java.util.Optional;

/// `ledger_ensure`: adds a row unless it has added one with that text before, in a transaction of
/// its own. It may be called again, whatever became of the first call.
final class LedgerEnsure implements Tool.Direct {
  private static final ToolSpec SPEC =
      new ToolSpec(
          "ledger_ensure",
          "Ensure an entry of the ledger",
          "Adds one durable entry to the ledger, unless this tool has added one with the same text before,"
              + " and returns its id.",
          new Schema().text("text", Ledger.MAX_TEXT, "What must be written down").json(),
          ToolSpec.Annotations.REPEATABLE);

  private final Machine machine;
  private final Store store;

  LedgerEnsure(Machine machine, Store store) {
    this.machine = machine;
    this.store = store;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ToolResult call(ToolCall call) throws ToolException, StoreException {
    String text = call.text("text", Ledger.MAX_TEXT);
    List<String> entry = Ledger.values(machine, call, text);
    long id = store.transact(it -> ensure(it, text, entry));
    return Ledger.result(id);
  }

  private static long ensure(Store.Transaction transaction, String text, List<String> entry)
      throws StoreException {
    Optional<Row> before = transaction.find(Ledger.ENSURED, text);
    if (before.isPresent()) {
      return Long.parseLong(before.get().values().get(1));
    }
    long id = transaction.insert(Ledger.TABLE, entry);
    transaction.insert(Ledger.ENSURED, List.of(text, Long.toString(id)));
    return id;
  }
}
