package dev.ridethrough.engine;

import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `ledger_entries`: reads the rows, a page at a time. An empty page is the end.
final class LedgerEntries implements Tool.Direct {
  /// The largest whole number that every JSON parser keeps exactly.
  private static final long MAX_ID = (1L << 53) - 1;

  private static final int MAX_LIMIT = 1000;
  private static final int DEFAULT_LIMIT = 100;

  /// A page ends early at this many characters of text, since a reply must fit into a line.
  private static final int MAX_PAGE_TEXT = 16 * Ledger.MAX_TEXT;

  private static final int TEXT = Ledger.TABLE.columns().indexOf("text");

  private static final ToolSpec SPEC =
      new ToolSpec(
          "ledger_entries",
          "Read the ledger",
          "Returns entries of the ledger in order. Pass nextAfter as after to get the next ones; when"
              + " there are no entries, that was all.",
          new Schema()
              .optionalNumber("after", 0, MAX_ID, 0, "Only entries with a larger id")
              .optionalNumber("limit", 1, MAX_LIMIT, DEFAULT_LIMIT, "At most so many entries")
              .json(),
          ToolSpec.Annotations.READ_ONLY);

  private final Store store;

  LedgerEntries(Store store) {
    this.store = store;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ToolResult call(ToolCall call) throws ToolException, StoreException {
    long after = call.number("after", 0, MAX_ID, 0);
    int limit = (int) call.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    List<Row> rows = store.transact(transaction -> transaction.page(Ledger.TABLE, after, limit));
    return page(rows, after);
  }

  private static ToolResult page(List<Row> rows, long after) {
    List<Map<String, Object>> entries = new ArrayList<>();
    long nextAfter = after;
    int characters = 0;
    for (Row row : rows) {
      characters += row.values().get(TEXT).length();
      if (characters > MAX_PAGE_TEXT && !entries.isEmpty()) {
        break;
      }
      entries.add(entry(row));
      nextAfter = row.id();
    }
    return ToolResult.of(new Members().with("entries", entries).with("nextAfter", nextAfter).map());
  }

  private static Map<String, Object> entry(Row row) {
    Members entry = new Members().with("id", row.id());
    for (int i = 0; i < row.values().size(); i++) {
      entry.with(Ledger.TABLE.columns().get(i), row.values().get(i));
    }
    return entry.map();
  }
}
