package dev.ridethrough.machine.real;

import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store.Transaction;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The running transaction.
final class SqliteTransaction implements Transaction {
  private final Path path;
  private final Map<Table, SqliteTable> tables;
  private final Thread thread = Thread.currentThread();
  private @Nullable SQLException failure;
  private volatile boolean ended;

  SqliteTransaction(Path path, Map<Table, SqliteTable> tables) {
    this.path = path;
    this.tables = tables;
  }

  private interface Step<T> {
    T run(SqliteTable statements) throws SQLException;
  }

  @Override
  public long insert(Table table, List<String> values) throws StoreException {
    return run(table, statements -> statements.insert(values));
  }

  @Override
  public Optional<Row> find(Table table, String key) throws StoreException {
    return run(table, statements -> statements.find(key));
  }

  @Override
  public boolean update(Table table, long id, List<String> values) throws StoreException {
    return run(table, statements -> statements.update(id, values));
  }

  @Override
  public boolean delete(Table table, long id) throws StoreException {
    return run(table, statements -> statements.delete(id));
  }

  @Override
  public List<Row> page(Table table, long after, int limit) throws StoreException {
    return run(table, statements -> statements.page(after, limit));
  }

  private <T> T run(Table table, Step<T> step) throws StoreException {
    SqliteTable statements = statements(table);
    requireWhole();
    try {
      return step.run(statements);
    } catch (SQLException refused) {
      if (SqliteErrors.isDuplicate(refused)) {
        throw SqliteErrors.duplicate(refused, path, table);
      }
      failure = refused;
      throw SqliteErrors.translate(refused, path);
    }
  }

  /// SQLite may have rolled everything back when a statement failed, and would then commit what
  /// comes later on its own.
  void requireWhole() throws StoreException {
    if (failure != null) {
      throw SqliteErrors.translate(failure, path);
    }
  }

  SqliteTable statements(Table table) {
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
