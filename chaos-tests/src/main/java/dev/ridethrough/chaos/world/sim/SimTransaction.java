package dev.ridethrough.chaos.world.sim;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store.Transaction;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The running transaction of a [SimStore]: what it changes it changes in copies, which are nowhere
/// else until it is committed.
final class SimTransaction implements Transaction {
  private final Scheduler scheduler;
  private final Path path;
  private final List<Table> tables;
  private final Database database;
  private final Map<String, StoredTable> changed = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private @Nullable SimThread thread;

  SimTransaction(
      Scheduler scheduler, SimThread thread, Path path, List<Table> tables, Database database) {
    this.scheduler = scheduler;
    this.thread = thread;
    this.path = path;
    this.tables = tables;
    this.database = database;
  }

  @Override
  public long insert(Table table, List<String> values) throws StoreException {
    check(table, values);
    StoredTable copy = copy(table);
    Long id = copy.insert(table, stored(values));
    if (id == null) {
      throw taken(table);
    }
    changed.put(table.name(), copy);
    changes.add(new Change(Change.Kind.INSERT, table, values));
    return id;
  }

  @Override
  public Optional<Row> find(Table table, String key) {
    check(table);
    if (table.key() == null) {
      throw new IllegalArgumentException("the table has no key");
    }
    int column = table.columns().indexOf(table.key());
    return current(table)
        .rows(table, Long.MIN_VALUE)
        .filter(row -> row.values().get(column).equals(stored(key)))
        .findFirst();
  }

  @Override
  public boolean update(Table table, long id, List<String> values) throws StoreException {
    check(table, values);
    if (!current(table).contains(id)) {
      return false;
    }
    StoredTable copy = copy(table);
    if (!copy.update(table, id, stored(values))) {
      throw taken(table);
    }
    changed.put(table.name(), copy);
    changes.add(new Change(Change.Kind.UPDATE, table, values));
    return true;
  }

  @Override
  public boolean delete(Table table, long id) {
    check(table);
    if (!current(table).contains(id)) {
      return false;
    }
    StoredTable copy = copy(table);
    copy.rows(table, id - 1)
        .findFirst()
        .ifPresent(row -> changes.add(new Change(Change.Kind.DELETE, table, row.values())));
    copy.delete(id);
    changed.put(table.name(), copy);
    return true;
  }

  @Override
  public List<Row> page(Table table, long after, int limit) {
    check(table);
    return current(table).rows(table, after).limit(Math.max(limit, 0)).toList();
  }

  private StoredTable current(Table table) {
    StoredTable own = changed.get(table.name());
    return own == null ? database.table(table.name()) : own;
  }

  private StoredTable copy(Table table) {
    StoredTable own = changed.get(table.name());
    return own == null ? database.table(table.name()).copy() : own;
  }

  private StoreException taken(Table table) {
    return new StoreException(
        "The store "
            + path
            + " has a row under this key already, in its table "
            + table.name()
            + ". Nothing was changed.",
        null);
  }

  private static List<String> stored(List<String> values) {
    return values.stream().map(SimTransaction::stored).toList();
  }

  /// Texts are stored in UTF-8, which has nothing for half a pair of surrogates.
  private static String stored(String value) {
    return new String(value.getBytes(UTF_8), UTF_8);
  }

  private void check(Table table, List<String> values) {
    check(table);
    if (values.size() != table.columns().size()) {
      throw new IllegalArgumentException(
          values.size() + " values for " + table.columns().size() + " columns");
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

  /// In their order.
  List<Change> changes() {
    return changes;
  }

  boolean hasWritten() {
    return !changed.isEmpty();
  }

  void commit() {
    database.commit(changed);
  }

  void end() {
    thread = null;
  }
}
