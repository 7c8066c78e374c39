package dev.ridethrough.machine;

/// A watch on one directory. Tells *that* an entry came or went, not which: what is only written to
/// is no change.
public interface Watch extends AutoCloseable {

  /// Waits for a change since the watch was made or since the last call returned.
  ///
  /// @return false when the watch is closed or its directory is gone
  boolean await();

  @Override
  void close();
}
