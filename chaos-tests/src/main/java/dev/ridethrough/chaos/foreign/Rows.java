package dev.ridethrough.chaos.foreign;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the daemons have really done: read from their database, past all code under test.
final class Rows {
  private Rows() {}

  /// How many rows each token has.
  static Map<String, Integer> byToken(Path ledger) throws IOException {
    Map<String, Integer> rows = new LinkedHashMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT text, count(*) FROM ledger GROUP BY text")) {
      while (found.next()) {
        rows.put(found.getString(1), found.getInt(2));
      }
      return rows;
    } catch (SQLException e) {
      throw new IOException("can't read the ledger " + ledger + ": " + e.getMessage(), e);
    }
  }
}
