package dev.ridethrough.chaos.world;

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
public final class LedgerRows {
  private LedgerRows() {}

  /// How many rows each token has.
  public static Map<String, Integer> byToken(Path ledger) throws IOException {
    return counted(ledger, "SELECT text, count(*) FROM ledger GROUP BY text");
  }

  /// How many rows there are beyond the first of each request. Several calls may have one token,
  /// and then one that is lost would hide one that is executed twice.
  public static int again(Path ledger) throws IOException {
    String more =
        "SELECT request_key, count(*) - 1 FROM ledger WHERE request_key <> '' GROUP BY request_key";
    return counted(ledger, more).values().stream().mapToInt(it -> it).sum();
  }

  private static Map<String, Integer> counted(Path ledger, String query) throws IOException {
    Map<String, Integer> rows = new LinkedHashMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      while (found.next()) {
        rows.put(found.getString(1), found.getInt(2));
      }
      return rows;
    } catch (SQLException e) {
      throw new IOException("can't read the ledger " + ledger + ": " + e.getMessage(), e);
    }
  }
}
