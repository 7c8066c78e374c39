package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store.Transaction;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The tables and texts that conformance tests of the store draw from.
final class StoreSchema {
  static final Table ENTRY = new Table("entry", List.of("text"));

  private static final Table ORDER = new Table("order", List.of("group", "value"));
  private static final Table ENTRY_WITH_OTHER_COLUMN = new Table("entry", List.of("new"));
  private static final Table ENTRY_WITH_ONE_MORE = new Table("entry", List.of("text", "more"));
  private static final Table ORDER_THE_OTHER_WAY = new Table("order", List.of("value", "group"));

  private static final Table JOURNAL = new Table("journal", List.of("key", "state"), "key");
  private static final Table JOURNAL_WITHOUT_KEY = new Table("journal", List.of("key", "state"));
  private static final Table JOURNAL_WITH_A_LATER_KEY =
      new Table("journal", List.of("key", "state", "more"), "more");
  private static final Table ENTRY_WITH_KEY = new Table("entry", List.of("text"), "text");

  static final List<Table> TABLES =
      List.of(
          ENTRY,
          ORDER,
          ENTRY_WITH_OTHER_COLUMN,
          ENTRY_WITH_ONE_MORE,
          ORDER_THE_OTHER_WAY,
          JOURNAL,
          JOURNAL_WITHOUT_KEY,
          JOURNAL_WITH_A_LATER_KEY,
          ENTRY_WITH_KEY);

  /// The tables that are looked at in the end.
  static final List<Integer> AUDITED =
      Stream.of(ENTRY, ORDER, JOURNAL).map(TABLES::indexOf).toList();

  /// What a store may be opened with. The last ones are those of another version of the program.
  static final List<List<Table>> ALL =
      List.of(
          List.of(ENTRY, ORDER, JOURNAL),
          List.of(ENTRY),
          List.of(ORDER),
          List.of(ORDER_THE_OTHER_WAY, ENTRY),
          List.of(ORDER, ENTRY_WITH_OTHER_COLUMN),
          List.of(ENTRY_WITH_ONE_MORE, ORDER),
          List.of(JOURNAL_WITHOUT_KEY, ENTRY),
          List.of(JOURNAL_WITH_A_LATER_KEY, ORDER),
          List.of(ORDER, JOURNAL, ENTRY_WITH_KEY));

  private static final int LONG = 5000;

  static final List<String> TEXTS =
      List.of(
          "a",
          "b",
          "",
          "Ünï 😀",
          "line\nbreak\r'quotes\"",
          "x".repeat(LONG),
          "zero\0inside",
          "half a \ud83d pair");

  private StoreSchema() {}

  static long insert(Transaction transaction, int table, int text, int tooMany)
      throws StoreException {
    return transaction.insert(TABLES.get(table), values(table, text, tooMany));
  }

  private static List<String> values(int table, int text, int tooMany) {
    var values = new ArrayList<String>();
    for (int i = 0; i < TABLES.get(table).columns().size() + tooMany; i++) {
      values.add(TEXTS.get((text + i) % TEXTS.size()));
    }
    return values;
  }

  static String find(Transaction transaction, int table, int text) throws StoreException {
    return shown(transaction.find(TABLES.get(table), TEXTS.get(text)).stream().toList());
  }

  static boolean update(Transaction transaction, int table, int id, int text)
      throws StoreException {
    return transaction.update(TABLES.get(table), id, values(table, text, 0));
  }

  static boolean delete(Transaction transaction, int table, int id) throws StoreException {
    return transaction.delete(TABLES.get(table), id);
  }

  static String page(Transaction transaction, int table, int after, int limit)
      throws StoreException {
    return shown(transaction.page(TABLES.get(table), after, limit));
  }

  private static String shown(List<Row> rows) {
    var text = new StringBuilder("[");
    for (Row row : rows) {
      text.append(text.length() > 1 ? ", " : "").append(row.id());
      row.values().forEach(value -> text.append(':').append(readable(value)));
    }
    return text.append(']').toString();
  }

  private static String readable(String value) {
    if (value.length() >= LONG) {
      return value.length() + " characters (" + Integer.toHexString(value.hashCode()) + ")";
    }
    var text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      text.append(c < ' ' || c > '~' ? String.format("\\u%04x", (int) c) : "" + c);
    }
    return text.toString();
  }
}
