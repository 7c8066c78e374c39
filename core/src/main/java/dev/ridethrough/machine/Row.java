package dev.ridethrough.machine;

import java.util.List;

/// A row of a [Table], `values` in the order of its columns.
public record Row(long id, List<String> values) {
  public Row {
    values = List.copyOf(values);
  }
}
