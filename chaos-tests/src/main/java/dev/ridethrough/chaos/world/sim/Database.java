package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.StoreFormat;
import dev.ridethrough.machine.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a store's file holds: committed rows, and the one lock of whoever writes.
final class Database {
  private final Map<String, StoredTable> tables = new LinkedHashMap<>();
  private @Nullable SimStore writer;

  /// The highest that wrote to it.
  private int format;

  /// Creates what is missing; nothing at all when one of the tables can't be used, or the format.
  ///
  /// @return why not; null when all can
  @Nullable String create(StoreFormat wanted) {
    if (!wanted.reads(format)) {
      return "it was written by a later version (format " + format + ")";
    }
    Map<String, StoredTable> created = new LinkedHashMap<>();
    for (Table table : wanted.tables()) {
      StoredTable there = created.getOrDefault(table.name(), tables.get(table.name()));
      StoredTable stored =
          there == null ? StoredTable.empty(table.columns()) : there.grownTo(table);
      if (!stored.hasColumnsOf(table)) {
        return "another version of the program wrote it";
      }
      if (table.key() != null && !stored.addKey(table.key())) {
        return "rows of its table " + table.name() + " have the same " + table.key();
      }
      created.put(table.name(), stored);
    }
    tables.putAll(created);
    format = Math.max(format, wanted.number());
    return null;
  }

  /// The committed rows; none when there is no such table.
  List<Row> rows(Table table) {
    return tables.containsKey(table.name())
        ? table(table.name()).rows(table, Long.MIN_VALUE).toList()
        : List.of();
  }

  /// As it was committed; not to be changed.
  StoredTable table(String name) {
    StoredTable table = tables.get(name);
    if (table == null) {
      throw new IllegalStateException("no table " + name);
    }
    return table;
  }

  /// Makes what a transaction has changed durable.
  void commit(Map<String, StoredTable> changed) {
    tables.putAll(changed);
  }

  /// False when somebody else writes.
  boolean lock(SimStore store) {
    if (writer != null) {
      return false;
    }
    writer = store;
    return true;
  }

  void unlock(SimStore store) {
    if (store.equals(writer)) {
      writer = null;
    }
  }
}
