package dev.ridethrough.machine.real;

import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Store.Work;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.StoreFormat;
import dev.ridethrough.machine.Table;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// An open database. Used by the one thread that opened it.
final class SqliteSession {
  private final Path path;
  private final Connection connection;
  private final Map<Table, SqliteTable> tables = new LinkedHashMap<>();
  private final Thread thread = Thread.currentThread();
  private final SqliteFiles files;

  private SqliteSession(Path path, Connection connection, StoreFormat wanted)
      throws StoreException, SQLException, IOException {
    this.path = path;
    this.connection = connection;
    create(wanted);
    this.files = SqliteFiles.at(path); // log and index are there from the first transaction on
  }

  static SqliteSession open(Path path, StoreFormat format, Durability durability)
      throws StoreException {
    Connection connection = null;
    try {
      requireWhole(path);
      protect(path);
      connection = SqliteErrors.retrying(() -> connect(path, durability));
      return new SqliteSession(path, connection, format);
    } catch (SQLException | IOException failure) {
      discard(connection);
      throw SqliteErrors.translate(failure, path);
    } catch (StoreException | RuntimeException | Error failure) {
      discard(connection);
      throw failure;
    }
  }

  /// SQLite deletes a log without its database, and with it what was committed last.
  private static void requireWhole(Path path) throws StoreException, IOException {
    Path log = SqliteFiles.log(path);
    if (SqliteFiles.isEmpty(path) && !SqliteFiles.isEmpty(log)) {
      throw SqliteErrors.logAlone(path, log);
    }
  }

  /// SQLite gives its log and index the mode of the database. To be done before SQLite opens it:
  /// closing another descriptor of the file would drop SQLite's locks.
  private static void protect(Path path) throws IOException {
    try {
      RealFiles.create(path);
    } catch (FileAlreadyExistsException there) {
      if (Files.isRegularFile(path) && (RealFiles.mode(path) & 0777) != RealFiles.FILE_MODE) {
        Files.setAttribute(path, "unix:mode", RealFiles.FILE_MODE);
      }
    }
  }

  private static Connection connect(Path path, Durability durability) throws SQLException {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(
        switch (durability) {
          case PROCESS_CRASH -> SynchronousMode.NORMAL;
          case POWER_LOSS -> SynchronousMode.FULL; // the log reaches the disk before COMMIT returns
        });
    config.setBusyTimeout(0);
    return JDBC.createConnection(JDBC.PREFIX + path.toAbsolutePath(), config.toProperties());
  }

  private void create(StoreFormat wanted) throws StoreException, SQLException {
    execute("BEGIN IMMEDIATE");
    int found = format();
    if (!wanted.reads(found)) {
      throw SqliteErrors.otherFormat(path, found, wanted);
    }
    if (found < wanted.number()) {
      execute("PRAGMA user_version = " + wanted.number());
    }
    for (Table table : wanted.tables()) {
      tables.put(table, create(table));
    }
    execute("COMMIT");
    for (Table table : wanted.tables()) {
      if (table.key() != null) {
        check(table);
      }
    }
  }

  /// A key that its index has lost would pass for one that never was.
  private void check(Table keyed) throws StoreException, SQLException {
    String sql = "PRAGMA integrity_check('" + keyed.name() + "')";
    try (Statement check = connection.createStatement();
        ResultSet found = check.executeQuery(sql)) {
      String finding = found.getString(1);
      if (!finding.equals("ok")) {
        throw SqliteErrors.damaged(path, keyed, finding);
      }
    }
  }

  private int format() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("PRAGMA user_version")) {
      return found.getInt(1);
    }
  }

  private SqliteTable create(Table table) throws StoreException, SQLException {
    try {
      return SqliteTable.create(connection, table);
    } catch (SQLException failure) {
      if (SqliteErrors.isDuplicate(failure)) {
        throw SqliteErrors.duplicates(failure, path, table);
      }
      throw failure;
    }
  }

  /// Never prepared in advance: the driver closes for good a statement that fails, and after a full
  /// disk nothing could be rolled back or begun any more.
  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      SqliteErrors.retrying(() -> statement.execute(sql));
    }
  }

  boolean isCurrentThread() {
    return Thread.currentThread().equals(thread);
  }

  <T> T transact(Work<T> work) throws StoreException {
    try {
      execute("BEGIN IMMEDIATE");
    } catch (SQLException failure) {
      throw SqliteErrors.translate(failure, path);
    }
    boolean committed = false;
    var transaction = new SqliteTransaction(path, tables);
    try {
      requireCurrent("Nothing was written.");
      T result = work.run(transaction);
      transaction.requireWhole();
      execute("COMMIT");
      committed = true;
      // Again: only what is in the file at the path may be acknowledged.
      requireCurrent("What was being written is in the old file, and may be lost with it.");
      return result;
    } catch (SQLException failure) {
      throw SqliteErrors.translate(failure, path);
    } finally {
      transaction.end();
      if (!committed) {
        rollBack();
      }
    }
  }

  boolean isCurrent() {
    return files.areCurrent();
  }

  private void requireCurrent(String consequence) throws StoreException {
    if (!isCurrent()) {
      throw new StoreException(
          "The store "
              + path
              + " is gone: it was deleted, moved or replaced while it was in use. "
              + consequence,
          null);
    }
  }

  private void rollBack() {
    try {
      execute("ROLLBACK");
    } catch (SQLException ignored) {
      // SQLite has rolled back by itself, as it does when the disk is full; the cause is on its way
      // to the caller.
    }
  }

  void close() {
    discard(connection);
  }

  private static void discard(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException ignored) {
      // What was committed is safe, and the descriptors go with the process.
    }
  }
}
