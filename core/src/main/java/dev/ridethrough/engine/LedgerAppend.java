package dev.ridethrough.engine;

import dev.ridethrough.machine.Machine;

/// `ledger_append`: adds a row.
final class LedgerAppend implements Tool.Transactional {
  private static final ToolSpec SPEC =
      new ToolSpec(
          "ledger_append",
          "Append to the ledger",
          "Adds one durable entry to the ledger and returns its id.",
          new Schema().text("text", Ledger.MAX_TEXT, "What to write down").json(),
          ToolSpec.Annotations.ADDITIVE);

  private final Machine machine;

  LedgerAppend(Machine machine) {
    this.machine = machine;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public Effect prepare(ToolCall call) throws ToolException {
    String text = call.text("text", Ledger.MAX_TEXT);
    return Ledger.entry(machine, call, text);
  }
}
