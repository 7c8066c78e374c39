package dev.ridethrough.engine;

import dev.ridethrough.machine.Machine;
import java.time.Duration;

/// `ledger_slow_append`: works for a while, then adds a row.
final class LedgerSlowAppend implements Tool.Transactional {
  private static final int MAX_MILLIS = 600_000;

  /// How long a cancellation may go unnoticed, and how often progress is told.
  private static final int SLICE_MILLIS = 100;

  private static final ToolSpec SPEC =
      new ToolSpec(
          "ledger_slow_append",
          "Append to the ledger slowly",
          "Works for the given time, telling its progress, then adds one durable entry to the ledger"
              + " and returns its id.",
          new Schema()
              .text("text", Ledger.MAX_TEXT, "What to write down")
              .number("ms", 0, MAX_MILLIS, "How long to work, in milliseconds")
              .json(),
          ToolSpec.Annotations.ADDITIVE);

  private final Machine machine;

  LedgerSlowAppend(Machine machine) {
    this.machine = machine;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public Effect prepare(ToolCall call) throws ToolException {
    String text = call.text("text", Ledger.MAX_TEXT);
    work(call, (int) call.number("ms", 0, MAX_MILLIS));
    return Ledger.entry(machine, call, text);
  }

  private void work(ToolCall call, int millis) throws ToolException {
    for (int done = 0; done < millis; ) {
      if (call.cancelled()) {
        throw new ToolException("Cancelled after " + done + " ms; nothing was written.");
      }
      int slice = Math.min(SLICE_MILLIS, millis - done);
      machine.sleep(Duration.ofMillis(slice));
      done += slice;
      call.progress(done, millis, done + " of " + millis + " ms");
    }
  }
}
