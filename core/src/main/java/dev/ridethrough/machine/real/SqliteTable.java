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

/// The prepared statements of one table.
record SqliteTable(int columns, PreparedStatement insert, PreparedStatement page) {

  static SqliteTable create(Connection connection, Table table) throws SQLException {
    String name = identifier(table.name());
    var columns = new ArrayList<String>();
    for (String column : table.columns()) {
      columns.add(identifier(column));
    }
    String list = String.join(", ", columns);
    try (var statement = connection.createStatement()) {
      // AUTOINCREMENT: a number is never given again, not even when the last rows were deleted.
      statement.execute(
          "CREATE TABLE IF NOT EXISTS "
              + name
              + " (id INTEGER PRIMARY KEY AUTOINCREMENT, "
              + String.join(" TEXT NOT NULL, ", columns)
              + " TEXT NOT NULL)");
    }
    String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
    return new SqliteTable(
        columns.size(),
        connection.prepareStatement(
            "INSERT INTO " + name + " (" + list + ") VALUES (" + marks + ") RETURNING id"),
        connection.prepareStatement(
            "SELECT id, " + list + " FROM " + name + " WHERE id > ? ORDER BY id LIMIT ?"));
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
    if (values.size() != columns) {
      throw new IllegalArgumentException(values.size() + " values for " + columns + " columns");
    }
    for (int i = 0; i < columns; i++) {
      insert.setString(i + 1, values.get(i));
    }
    try (ResultSet numbered = insert.executeQuery()) {
      numbered.next();
      return numbered.getLong(1);
    }
  }

  List<Row> page(long after, int limit) throws SQLException {
    page.setLong(1, after);
    page.setInt(2, Math.max(limit, 0));
    var rows = new ArrayList<Row>();
    try (ResultSet found = page.executeQuery()) {
      while (found.next()) {
        rows.add(row(found));
      }
    }
    return rows;
  }

  private Row row(ResultSet found) throws SQLException {
    var values = new ArrayList<String>(columns);
    for (int i = 0; i < columns; i++) {
      values.add(found.getString(i + 2));
    }
    return new Row(found.getLong(1), values);
  }
}
