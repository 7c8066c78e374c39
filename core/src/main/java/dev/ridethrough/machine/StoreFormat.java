package dev.ridethrough.machine;

import java.util.List;

/// What a program finds in its [Store], and which version of that it writes.
///
/// A version may only add: tables, columns at the end, values. So the one before it can go on with
/// what it has written, which going back after an update needs; a file of two or more versions
/// ahead is refused. The file keeps the highest number that ever wrote to it.
///
/// @param number of this version, 0 or more; files of before there were numbers have 0
public record StoreFormat(List<Table> tables, int number) {
  /// How many versions ahead a file may be.
  private static final int AHEAD = 1;

  public StoreFormat {
    tables = List.copyOf(tables);
    if (number < 0) {
      throw new IllegalArgumentException("a format has no negative number: " + number);
    }
  }

  /// The highest number that this version can go on with.
  public int newest() {
    return number + AHEAD;
  }

  /// Whether this version can go on with a file of that number.
  public boolean reads(int found) {
    return 0 <= found && found <= newest();
  }
}
