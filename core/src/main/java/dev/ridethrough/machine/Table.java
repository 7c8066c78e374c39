package dev.ridethrough.machine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table of a [Store]: rows of text columns, numbered from 1 in the order of insertion. A number
/// is never given again, not even when its row was deleted.
///
/// A later version of the program may have more columns, at the end. Opening a store adds what is
/// missing; such a column is empty in rows of a version that did not know it. Opening also makes
/// the key's values unique from then on, whoever writes; it fails when they are not.
///
/// @param name lower-case letters and underscores
/// @param columns likewise
/// @param key the column whose values are unique, by which rows are found; null for none
public record Table(String name, List<String> columns, @Nullable String key) {
  public Table {
    columns = List.copyOf(columns);
    if (key != null && !columns.contains(key)) {
      throw new IllegalArgumentException("the key of the table " + name + " is no column: " + key);
    }
  }

  /// A table without a key.
  public Table(String name, List<String> columns) {
    this(name, columns, null);
  }

  /// Whether it is the table with these columns, and some more after them.
  public boolean isLaterThan(List<String> others) {
    return columns.size() > others.size() && columns.subList(0, others.size()).equals(others);
  }
}
