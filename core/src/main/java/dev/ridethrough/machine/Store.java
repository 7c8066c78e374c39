package dev.ridethrough.machine;

import java.util.List;

/// A transactional store of one process. What was committed survives any death of the process.
///
/// Transactions run one at a time. Nothing slow belongs inside: everybody else waits.
public interface Store extends AutoCloseable {

  /// Runs `work` in one transaction and commits it; when `work` throws, nothing of it happened.
  ///
  /// @throws StoreException also when the store is not current ([#isCurrent]) before or after the
  ///   commit: the message says which
  <T> T transact(Work<T> work) throws StoreException;

  /// Whether the files at the store's path are still those that were opened. When they were
  /// deleted, moved or replaced, nobody who opens the path later sees what is written here. Never
  /// blocks.
  default boolean isCurrent() {
    return true;
  }

  /// Waits for the running transaction, then closes. Idempotent.
  @Override
  void close();

  /// What is done inside a transaction. Must only use the transaction it is given.
  interface Work<T> {
    T run(Transaction transaction) throws StoreException;
  }

  /// Valid only while its [Work] runs.
  interface Transaction {
    /// Adds a row.
    ///
    /// @return its number
    long insert(Table table, List<String> values) throws StoreException;

    /// At most `limit` rows numbered above `after`, in order.
    List<Row> page(Table table, long after, int limit) throws StoreException;
  }
}
