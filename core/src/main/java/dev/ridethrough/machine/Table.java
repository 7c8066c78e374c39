package dev.ridethrough.machine;

import java.util.List;

/// A table of a [Store]: rows of text columns, numbered from 1 in the order of insertion.
///
/// A later version of the program may have more columns, at the end. Opening a store adds what is
/// missing; such a column is empty in rows of a version that did not know it.
///
/// @param name lower-case letters and underscores
/// @param columns likewise
public record Table(String name, List<String> columns) {
  public Table {
    columns = List.copyOf(columns);
  }

  /// Whether it is the table with these columns, and some more after them.
  public boolean isLaterThan(List<String> others) {
    return columns.size() > others.size() && columns.subList(0, others.size()).equals(others);
  }
}
