package dev.ridethrough.machine.real;

import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store.Transaction;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// The running transaction.
final class SqliteTransaction implements Transaction {
  private final Path path;
  private final Map<Table, SqliteTable> tables;
  private final Thread thread = Thread.currentThread();
  private volatile boolean ended;

  SqliteTransaction(Path path, Map<Table, SqliteTable> tables) {
    this.path = path;
    this.tables = tables;
  }

  @Override
  public long insert(Table table, List<String> values) throws StoreException {
    try {
      return statements(table).insert(values);
    } catch (SQLException failure) {
      throw SqliteErrors.translate(failure, path);
    }
  }

  @Override
  public List<Row> page(Table table, long after, int limit) throws StoreException {
    try {
      return statements(table).page(after, limit);
    } catch (SQLException failure) {
      throw SqliteErrors.translate(failure, path);
    }
  }

  private SqliteTable statements(Table table) {
    if (ended || !Thread.currentThread().equals(thread)) {
      throw new IllegalStateException("a transaction is used outside its work");
    }
    SqliteTable statements = tables.get(table);
    if (statements == null) {
      throw new IllegalArgumentException("the store was opened without the table " + table.name());
    }
    return statements;
  }

  void end() {
    ended = true;
  }
}
