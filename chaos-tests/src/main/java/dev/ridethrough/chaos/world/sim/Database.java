package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a store's file holds: committed rows, and the one lock of whoever writes.
final class Database {
  private final Map<String, Content> tables = new LinkedHashMap<>();
  private @Nullable SimStore writer;

  /// A table as it is stored.
  ///
  /// @param columns as it was created; whoever opens it later may know it by fewer, or in another
  ///   order
  /// @param rows their values in the order of `columns`
  private record Content(List<String> columns, List<Row> rows) {
    List<Row> seenAs(Table table) {
      if (columns.equals(table.columns())) {
        return rows;
      }
      return rows.stream().map(row -> new Row(row.id(), seenAs(table, row.values()))).toList();
    }

    private List<String> seenAs(Table table, List<String> values) {
      return table.columns().stream().map(column -> values.get(columns.indexOf(column))).toList();
    }

    private Row stored(Table table, Row row) {
      return new Row(
          row.id(),
          columns.stream()
              .map(column -> table.columns().indexOf(column))
              .map(column -> column < 0 ? "" : row.values().get(column))
              .toList());
    }

    private Content with(List<String> more) {
      List<String> empty = Collections.nCopies(more.size() - columns.size(), "");
      List<Row> longer = new ArrayList<>();
      rows.forEach(row ->
          longer.add(
              new Row(row.id(), Stream.concat(row.values().stream(), empty.stream()).toList())));
      return new Content(more, longer);
    }
  }

  /// Creates what is missing; nothing at all when a table is there without one of the columns, and
  /// not because it is an older one.
  ///
  /// @return whether all tables can be used
  boolean create(List<Table> wanted) {
    Map<String, Content> created = new LinkedHashMap<>();
    for (Table table : wanted) {
      Content there = created.getOrDefault(table.name(), tables.get(table.name()));
      if (there == null) {
        created.put(table.name(), new Content(table.columns(), new ArrayList<>()));
      } else if (table.isLaterThan(there.columns)) {
        created.put(table.name(), there.with(table.columns()));
      } else if (!there.columns.containsAll(table.columns())) {
        return false;
      }
    }
    tables.putAll(created);
    return true;
  }

  List<Row> rows(Table table) {
    return tables.containsKey(table.name()) ? content(table).seenAs(table) : List.of();
  }

  private Content content(Table table) {
    Content content = tables.get(table.name());
    if (content == null) {
      throw new IllegalStateException("no table " + table.name());
    }
    return content;
  }

  /// Makes the rows of a transaction durable.
  void commit(Table table, List<Row> rows) {
    Content content = content(table);
    rows.forEach(row -> content.rows.add(content.stored(table, row)));
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
