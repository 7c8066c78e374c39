package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.world.Target;
import dev.ridethrough.chaos.world.run.Driver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a daemon's database, past the daemon.
public final class Ledgers {
  /// The column, counted from 1.
  private static final int PID = 4;

  private Ledgers() {}

  public static List<Driver.Effect> read(Target.Oracle oracle, Path home) throws SQLException {
    Path database = home.resolve(oracle.file());
    List<Driver.Effect> found = new ArrayList<>();
    if (!Files.exists(database)) {
      return found; // no daemon ever came so far
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(oracle.query())) {
      while (rows.next()) {
        found.add(
            new Driver.Effect(rows.getLong(1), rows.getString(2), rows.getString(3), pid(rows)));
      }
    }
    return found;
  }

  private static @Nullable Long pid(ResultSet row) throws SQLException {
    return row.getMetaData().getColumnCount() < PID ? null : Driver.Effect.pid(row.getString(PID));
  }
}
