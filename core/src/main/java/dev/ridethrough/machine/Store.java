package dev.ridethrough.machine;

import java.util.List;
import java.util.Optional;

/// A transactional store of one process. What was committed survives any death of the process, and
/// more if asked for ([Durability]).
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
  ///
  /// A key that is taken is refused with a [StoreException] that changes nothing: work that catches
  /// it may go on. After any other StoreException the transaction can't be committed.
  interface Transaction {
    /// Adds a row.
    ///
    /// @return its number
    /// @throws StoreException also when another row has its key
    long insert(Table table, List<String> values) throws StoreException;

    /// The row with this key.
    ///
    /// @throws IllegalArgumentException when the table has no key
    Optional<Row> find(Table table, String key) throws StoreException;

    /// Replaces the values of a row; columns that `table` does not know keep theirs.
    ///
    /// @return whether there is such a row
    /// @throws StoreException also when another row has the new key
    boolean update(Table table, long id, List<String> values) throws StoreException;

    /// Removes a row.
    ///
    /// @return whether there was such a row
    boolean delete(Table table, long id) throws StoreException;

    /// At most `limit` rows numbered above `after`, in order.
    List<Row> page(Table table, long after, int limit) throws StoreException;
  }
}
