package dev.ridethrough.machine;

import java.util.List;

/// A table of a [Store]: rows of text columns, numbered from 1 in the order of insertion.
///
/// @param name lower-case letters and underscores
/// @param columns likewise
public record Table(String name, List<String> columns) {
  public Table {
    columns = List.copyOf(columns);
  }
}
