package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a store's file holds: committed rows, and the one lock of whoever writes.
final class Database {
  private final Map<String, List<Row>> tables = new LinkedHashMap<>();
  private @Nullable SimStore writer;

  void create(Table table) {
    tables.putIfAbsent(table.name(), new ArrayList<>());
  }

  List<Row> rows(String table) {
    return tables.getOrDefault(table, List.of());
  }

  /// Makes the rows of a transaction durable.
  void commit(String table, List<Row> rows) {
    tables.computeIfAbsent(table, _ -> new ArrayList<>()).addAll(rows);
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
