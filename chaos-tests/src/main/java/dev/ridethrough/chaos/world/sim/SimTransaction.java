package dev.ridethrough.chaos.world.sim;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store.Transaction;
import dev.ridethrough.machine.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The running transaction of a [SimStore]: its rows are nowhere else until it is committed.
final class SimTransaction implements Transaction {
  private final Scheduler scheduler;
  private final List<Table> tables;
  private final Database database;
  private final Map<String, Added> added = new LinkedHashMap<>();
  private @Nullable SimThread thread;

  SimTransaction(Scheduler scheduler, SimThread thread, List<Table> tables, Database database) {
    this.scheduler = scheduler;
    this.thread = thread;
    this.tables = tables;
    this.database = database;
  }

  private record Added(Table table, List<Row> rows) {}

  @Override
  public long insert(Table table, List<String> values) {
    check(table);
    if (values.size() != table.columns().size()) {
      throw new IllegalArgumentException(
          values.size() + " values for " + table.columns().size() + " columns");
    }
    List<Row> rows =
        added.computeIfAbsent(table.name(), _ -> new Added(table, new ArrayList<>())).rows();
    long id = database.rows(table).size() + rows.size() + 1L;
    rows.add(new Row(id, values.stream().map(SimTransaction::stored).toList()));
    return id;
  }

  /// Texts are stored in UTF-8, which has nothing for half a pair of surrogates.
  private static String stored(String value) {
    return new String(value.getBytes(UTF_8), UTF_8);
  }

  @Override
  public List<Row> page(Table table, long after, int limit) {
    check(table);
    List<Row> page = new ArrayList<>();
    addPage(page, database.rows(table), after, limit);
    Added own = added.get(table.name());
    addPage(page, own == null ? List.of() : own.rows(), after, limit);
    return page;
  }

  private static void addPage(List<Row> page, List<Row> rows, long after, int limit) {
    for (Row row : rows) {
      if (page.size() < limit && row.id() > after) {
        page.add(row);
      }
    }
  }

  private void check(Table table) {
    if (!scheduler.current().equals(thread)) {
      throw new IllegalStateException("a transaction is used outside its work");
    }
    if (!tables.contains(table)) {
      throw new IllegalArgumentException("the store was opened without the table " + table.name());
    }
  }

  boolean hasWritten() {
    return !added.isEmpty();
  }

  void commit() {
    added.values().forEach(each -> database.commit(each.table(), each.rows()));
  }

  void end() {
    thread = null;
  }
}
