package dev.ridethrough.chaos.world.sim;

import static java.util.Objects.requireNonNull;

import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A table as it is stored. Whoever opens it may know it by fewer columns, or in another order.
final class StoredTable {
  private final List<String> columns;

  /// The columns whose values are unique.
  private final Set<String> keys;

  /// By number, their values in the order of `columns`.
  private final TreeMap<Long, List<String>> rows;

  private long last;

  private StoredTable(
      List<String> columns, Set<String> keys, Map<Long, List<String>> rows, long last) {
    this.columns = columns;
    this.keys = new TreeSet<>(keys);
    this.rows = new TreeMap<>(rows);
    this.last = last;
  }

  static StoredTable empty(List<String> columns) {
    return new StoredTable(columns, Set.of(), new TreeMap<>(), 0);
  }

  StoredTable copy() {
    return new StoredTable(columns, keys, rows, last);
  }

  /// With those columns of `table` that it does not have yet, if it is the same table otherwise.
  StoredTable grownTo(Table table) {
    if (!table.isLaterThan(columns)) {
      return copy();
    }
    List<String> empty = Collections.nCopies(table.columns().size() - columns.size(), "");
    Map<Long, List<String>> longer = new TreeMap<>();
    rows.forEach(
        (id, values) -> longer.put(id, Stream.concat(values.stream(), empty.stream()).toList()));
    return new StoredTable(table.columns(), keys, longer, last);
  }

  boolean hasColumnsOf(Table table) {
    return columns.containsAll(table.columns());
  }

  /// Makes a column's values unique from now on; false when they are not.
  boolean addKey(String column) {
    Set<String> seen = new HashSet<>();
    int index = columns.indexOf(column);
    boolean unique = rows.values().stream().allMatch(values -> seen.add(values.get(index)));
    if (unique) {
      keys.add(column);
    }
    return unique;
  }

  /// Adds a row, unless its key is taken.
  ///
  /// @return its number; null when its key is taken
  @Nullable Long insert(Table table, List<String> values) {
    List<String> whole = merged(table, values, Collections.nCopies(columns.size(), ""));
    if (isTaken(whole, 0)) {
      return null;
    }
    rows.put(++last, whole);
    return last;
  }

  boolean contains(long id) {
    return rows.containsKey(id);
  }

  /// Replaces the values of a row that is there; columns that `table` does not know keep theirs.
  ///
  /// @return false when its key is taken
  boolean update(Table table, long id, List<String> values) {
    List<String> whole = merged(table, values, requireNonNull(rows.get(id)));
    if (isTaken(whole, id)) {
      return false;
    }
    rows.put(id, whole);
    return true;
  }

  void delete(long id) {
    rows.remove(id);
  }

  private boolean isTaken(List<String> values, long but) {
    return keys.stream()
        .map(columns::indexOf)
        .anyMatch(key ->
            rows.entrySet().stream()
                .anyMatch(
                    row -> row.getKey() != but && row.getValue().get(key).equals(values.get(key))));
  }

  private List<String> merged(Table table, List<String> values, List<String> before) {
    List<String> whole = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int known = table.columns().indexOf(columns.get(i));
      whole.add(known < 0 ? before.get(i) : values.get(known));
    }
    return List.copyOf(whole);
  }

  /// The rows numbered above `after`, in order, with the columns of `table`.
  Stream<Row> rows(Table table, long after) {
    return rows.tailMap(after, false).entrySet().stream()
        .map(row -> new Row(row.getKey(), seenAs(table, row.getValue())));
  }

  private List<String> seenAs(Table table, List<String> values) {
    return columns.equals(table.columns())
        ? values
        : table.columns().stream().map(column -> values.get(columns.indexOf(column))).toList();
  }
}
