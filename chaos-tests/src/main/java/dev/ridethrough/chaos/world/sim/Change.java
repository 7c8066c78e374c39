package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.Table;
import java.util.List;

/// What a transaction changes in one row.
///
/// @param values of the row: the new ones, or those that it had when it is deleted
public record Change(Kind kind, Table table, List<String> values) {
  public enum Kind {
    INSERT,
    UPDATE,
    DELETE
  }

  public Change {
    values = List.copyOf(values);
  }

  /// The value in a column; empty where the table has none.
  String value(String column) {
    int index = table.columns().indexOf(column);
    return index < 0 ? "" : values.get(index);
  }
}
