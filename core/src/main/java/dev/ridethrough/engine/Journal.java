package dev.ridethrough.engine;

import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What became of each request that may leave an effect, so that one that is sent again because its
/// reply was lost is answered, and not executed a second time.
///
/// *Started* is recorded before the execution, the result with the effect or right after it, and
/// both before the reply is sent. Generations never overlap (the lease): what an earlier one has
/// started and not completed is over. Entries go when their client says that it needs them no more,
/// never by a clock; below what it has acknowledged nothing is ever executed. Thread-safe.
final class Journal {
  /// Of one request. `starts` counts the generations that began to execute it.
  static final Table ENTRIES =
      new Table(
          "journal",
          List.of(
              "request_key",
              "client",
              "number",
              "fingerprint",
              "state",
              "generation",
              "starts",
              "result"),
          "request_key");

  /// Up to which number a client needs nothing any more.
  static final Table CLIENTS =
      new Table("journal_clients", List.of("client", "acknowledged"), "client");

  /// A request that ended so many generations may be what ends them.
  private static final int MAX_STARTS = 2;

  private static final long FULL_RETRY_MILLIS = 500;

  static final List<Table> TABLES = List.of(ENTRIES, CLIENTS);

  private final Store store;
  private final JournalIndex index;
  private final ReentrantLock lock = new ReentrantLock();

  /// What this generation executes now, by request key; opened when that is over.
  private final Map<String, Latch> running = new LinkedHashMap<>();

  /// What is to be done with a request.
  sealed interface Begun {

    /// It is to be executed, and then [#complete]d; in the end [#over] must be called.
    record Execute(JournalEntry entry) implements Begun {}

    /// It was executed: with this result, as JSON.
    record Completed(String result) implements Begun {}

    /// Another connection of its client has it executed now: begin again when that is over.
    record Elsewhere(Latch over) implements Begun {}

    /// It must not be executed, and the client is to be told so.
    record Refused(Answer answer) implements Begun {}

    /// The same request key came with another request.
    record Conflict() implements Begun {}
  }

  private Journal(Store store, JournalIndex index) {
    this.store = store;
    this.index = index;
  }

  /// Reads what earlier generations left; takes long when that is much.
  ///
  /// @param room for how many entries
  static Journal open(Store store, int room) throws StoreException {
    return new Journal(store, JournalIndex.load(store, room));
  }

  /// Decides, and records the start of what is to be executed.
  ///
  /// @param fingerprint tells the request from any other
  /// @param repeatable whether it may be executed again after a generation died on it: an effect
  ///   that was not committed with its completion never happened, or a second one does no harm
  Begun begin(Execution execution, String fingerprint, boolean repeatable) throws StoreException {
    String key = execution.requestKey();
    Latch mine = new Latch();
    Latch other = claim(key, mine);
    if (other != null) {
      return new Begun.Elsewhere(other);
    }
    Begun begun = new Begun.Conflict();
    try {
      begun = store.transact(it -> begin(it, execution, fingerprint, repeatable));
      return begun;
    } finally {
      if (!(begun instanceof Begun.Execute)) {
        over(key);
      }
    }
  }

  private @Nullable Latch claim(String key, Latch mine) {
    lock.lock();
    try {
      return running.putIfAbsent(key, mine);
    } finally {
      lock.unlock();
    }
  }

  private Begun begin(
      Store.Transaction transaction, Execution execution, String fingerprint, boolean repeatable)
      throws StoreException {
    if (execution.isOver()) { // asked here: the transaction may have waited long for others
      return refused(new Answer.NotStarted("its client no longer waits for it", 0));
    }
    index.acknowledge(transaction, execution.client(), execution.acknowledged());
    Optional<Row> row = transaction.find(ENTRIES, execution.requestKey());
    if (row.isPresent()) {
      return again(transaction, JournalEntry.of(row.get()), execution, fingerprint, repeatable);
    }
    if (index.isAcknowledged(execution.client(), execution.number())) {
      return refused(
          new Answer.Unknown("the client said before that it needs no answer to this request"));
    }
    if (!index.makeRoom(transaction)) {
      return refused(new Answer.NotStarted("the journal is full", FULL_RETRY_MILLIS));
    }
    JournalEntry start = JournalEntry.start(execution, fingerprint);
    JournalEntry entry = start.withId(transaction.insert(ENTRIES, start.values()));
    index.add(entry);
    return new Begun.Execute(entry);
  }

  private static Begun refused(Answer answer) {
    return new Begun.Refused(answer);
  }

  /// An earlier attempt left an entry.
  private Begun again(
      Store.Transaction transaction,
      JournalEntry entry,
      Execution execution,
      String fingerprint,
      boolean repeatable)
      throws StoreException {
    if (!entry.fingerprint().equals(fingerprint)) {
      return new Begun.Conflict();
    }
    return switch (entry.state()) {
      case COMPLETED -> new Begun.Completed(entry.result());
      case UNKNOWN -> refused(new Answer.Unknown(entry.result()));
      case STARTED -> {
        boolean poison = entry.starts() >= MAX_STARTS;
        if (repeatable && !poison) {
          JournalEntry next = entry.startedAgain(execution.generation());
          transaction.update(ENTRIES, next.id(), next.values());
          yield new Begun.Execute(next);
        }
        String reason =
            poison
                ? "the daemon died " + entry.starts() + " times while it executed it"
                : "the daemon died while it executed it, and it can't be executed twice";
        transaction.update(ENTRIES, entry.id(), entry.unknown(reason).values());
        yield refused(new Answer.Unknown(reason));
      }
    };
  }

  /// Records the result, in the transaction of the effect where there is one.
  void complete(Store.Transaction transaction, JournalEntry entry, String result)
      throws StoreException {
    transaction.update(ENTRIES, entry.id(), entry.completed(result).values());
    index.grow(entry, result.length());
  }

  /// Forgets a start of which nothing came, as its client went away: should it come again, it is
  /// new.
  void drop(Store.Transaction transaction, JournalEntry entry) throws StoreException {
    transaction.delete(ENTRIES, entry.id());
    index.remove(entry);
  }

  /// Records the result of what was done outside of the store.
  void complete(JournalEntry entry, String result) throws StoreException {
    store.transact(it -> {
      complete(it, entry, result);
      return true;
    });
  }

  /// The execution of a request is over, with or without a result.
  void over(String key) {
    Latch over;
    lock.lock();
    try {
      over = running.remove(key);
    } finally {
      lock.unlock();
    }
    if (over != null) {
      over.open();
    }
  }
}
