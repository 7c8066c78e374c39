package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.world.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The oracle: counts effects in the daemon's database by the tokens that the harness's clients put
/// into the arguments. Knows nothing of what the code under test believes.
final class EffectCounter {
  private EffectCounter() {}

  private record Rows(List<Long> ids, List<String> keys) {}

  /// One event for each token that was sent with an effect, and for each that was found without
  /// having been sent.
  static List<Event.Effects> count(Target.Oracle oracle, Path home, List<Event.Sent> sent, long at)
      throws SQLException {
    Map<String, Rows> found = read(home.resolve(oracle.file()), oracle.query());
    List<Event.Effects> effects = new ArrayList<>();
    for (Event.Sent request : sent) {
      Rows rows = found.remove(request.token());
      if (rows != null || request.action().hasEffect()) {
        Rows some = rows == null ? new Rows(List.of(), List.of()) : rows;
        effects.add(
            new Event.Effects(at, request.request(), request.token(), some.ids(), some.keys()));
      }
    }
    found.forEach(
        (token, rows) -> effects.add(new Event.Effects(at, -1, token, rows.ids(), rows.keys())));
    return effects;
  }

  private static Map<String, Rows> read(Path database, String query) throws SQLException {
    Map<String, Rows> found = new LinkedHashMap<>();
    if (!Files.exists(database)) {
      return found; // no daemon ever came so far
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        Rows same =
            found.computeIfAbsent(
                rows.getString(3), _ -> new Rows(new ArrayList<>(), new ArrayList<>()));
        same.ids().add(rows.getLong(1));
        same.keys().add(rows.getString(2));
      }
    }
    return found;
  }
}
