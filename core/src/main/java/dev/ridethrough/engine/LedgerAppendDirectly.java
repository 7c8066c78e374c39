package dev.ridethrough.engine;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;

/// `ledger_append_directly`: adds a row, in a transaction of its own. Like a tool whose effect is
/// outside of the daemon's store: who dies between effect and completion leaves nobody who knows.
final class LedgerAppendDirectly implements Tool.Direct {
  private static final ToolSpec SPEC =
      new ToolSpec(
          "ledger_append_directly",
          "Append to the ledger directly",
          "Adds one durable entry to the ledger and returns its id. The entry is not committed together"
              + " with the outcome of the call, so a crash in between leaves the outcome unknown.",
          new Schema().text("text", Ledger.MAX_TEXT, "What to write down").json(),
          ToolSpec.Annotations.ADDITIVE);

  private final Machine machine;
  private final Store store;

  LedgerAppendDirectly(Machine machine, Store store) {
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
    Tool.Effect entry = Ledger.entry(machine, call, text);
    return store.transact(entry::commit);
  }
}
