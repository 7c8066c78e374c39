package dev.ridethrough.machine.real;

import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The statements of one table, prepared at each use: the driver closes for good one that fails.
///
/// @param find null when the table has no key
record SqliteTable(
    Connection connection,
    int columns,
    String insert,
    @Nullable String find,
    String update,
    String delete,
    String page) {

  /// Empty unless told: so that a version that knows fewer columns can write, too.
  private static final String TEXT = " TEXT NOT NULL DEFAULT ''";

  static SqliteTable create(Connection connection, Table wanted) throws SQLException {
    String name = identifier(wanted.name());
    var columns = new ArrayList<String>();
    for (String column : wanted.columns()) {
      columns.add(identifier(column));
    }
    String list = String.join(", ", columns);
    try (var statement = connection.createStatement()) {
      // AUTOINCREMENT: a number is never given again, not even when the last rows were deleted.
      statement.execute(
          "CREATE TABLE IF NOT EXISTS "
              + name
              + " (id INTEGER PRIMARY KEY AUTOINCREMENT, "
              + String.join(TEXT + ", ", columns)
              + TEXT
              + ")");
      for (String column : missing(connection, wanted)) {
        statement.execute("ALTER TABLE " + name + " ADD COLUMN " + identifier(column) + TEXT);
      }
    }
    String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
    String select = "SELECT id, " + list + " FROM " + name + " WHERE ";
    String key = wanted.key() == null ? null : identifier(wanted.key());
    var table =
        new SqliteTable(
            connection,
            columns.size(),
            "INSERT INTO " + name + " (" + list + ") VALUES (" + marks + ") RETURNING id",
            key == null ? null : select + key + " = ?",
            "UPDATE " + name + " SET " + String.join(" = ?, ", columns) + " = ? WHERE id = ?",
            "DELETE FROM " + name + " WHERE id = ?",
            select + "id > ? ORDER BY id LIMIT ?");
    connection.prepareStatement(table.insert).close(); // fails when the columns are others
    if (key != null) {
      createIndex(connection, wanted, name, key);
    }
    return table;
  }

  /// Its name has a dot, so that no table can have it.
  private static void createIndex(Connection connection, Table wanted, String name, String key)
      throws SQLException {
    String index = '"' + wanted.name() + '.' + wanted.key() + '"';
    try (var statement = connection.createStatement()) {
      statement.execute(
          "CREATE UNIQUE INDEX IF NOT EXISTS " + index + " ON " + name + " (" + key + ")");
    }
  }

  /// What an older version did not have yet: columns are only ever added at the end. A table that
  /// is another one altogether is left as it is.
  private static List<String> missing(Connection connection, Table wanted) throws SQLException {
    var there = new ArrayList<String>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT name FROM pragma_table_info(?) WHERE name <> 'id' ORDER BY cid")) {
      statement.setString(1, wanted.name());
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          there.add(found.getString(1));
        }
      }
    }
    return wanted.isLaterThan(there)
        ? wanted.columns().subList(there.size(), wanted.columns().size())
        : List.of();
  }

  /// Quoted, because a table may be called `order`.
  private static String identifier(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_' && (c < 'a' || c > 'z')) {
        throw new IllegalArgumentException("not a name of a table or column: " + name);
      }
    }
    if (name.isEmpty() || name.equals("id")) {
      throw new IllegalArgumentException("not a name of a table or column: '" + name + "'");
    }
    return '"' + name + '"';
  }

  long insert(List<String> values) throws SQLException {
    try (PreparedStatement statement = prepare(insert, values)) {
      try (ResultSet numbered = statement.executeQuery()) {
        numbered.next();
        return numbered.getLong(1);
      }
    }
  }

  Optional<Row> find(String key) throws SQLException {
    if (find == null) {
      throw new IllegalArgumentException("the table has no key");
    }
    try (PreparedStatement statement = connection.prepareStatement(find)) {
      statement.setString(1, key);
      return rows(statement).stream().findFirst();
    }
  }

  boolean update(long id, List<String> values) throws SQLException {
    try (PreparedStatement statement = prepare(update, values)) {
      statement.setLong(columns + 1, id);
      return statement.executeUpdate() > 0;
    }
  }

  boolean delete(long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      statement.setLong(1, id);
      return statement.executeUpdate() > 0;
    }
  }

  /// With a row's values as its first parameters.
  private PreparedStatement prepare(String sql, List<String> values) throws SQLException {
    if (values.size() != columns) {
      throw new IllegalArgumentException(values.size() + " values for " + columns + " columns");
    }
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < columns; i++) {
      statement.setString(i + 1, values.get(i));
    }
    return statement;
  }

  List<Row> page(long after, int limit) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(page)) {
      statement.setLong(1, after);
      statement.setInt(2, Math.max(limit, 0));
      return rows(statement);
    }
  }

  private List<Row> rows(PreparedStatement statement) throws SQLException {
    var rows = new ArrayList<Row>();
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        rows.add(row(found));
      }
    }
    return rows;
  }

  private Row row(ResultSet found) throws SQLException {
    var values = new ArrayList<String>(columns);
    for (int i = 0; i < columns; i++) {
      // only who wrote to the file behind our back can have left nothing at all
      values.add(Objects.requireNonNullElse(found.getString(i + 2), ""));
    }
    return new Row(found.getLong(1), values);
  }
}
