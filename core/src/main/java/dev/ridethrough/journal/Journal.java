package dev.ridethrough.journal;

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
public final class Journal {
  /// Of one request. `starts` counts the generations that began to execute it.
  public static final Table ENTRIES =
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
  public static final Table CLIENTS =
      new Table("journal_clients", List.of("client", "acknowledged"), "client");

  /// One row: what tells this journal from one that was made anew because its file was lost.
  private static final Table IDENTITY = new Table("journal_identity", List.of("identity"));

  /// Longer than any that is ever made.
  private static final int MAX_IDENTITY = 100;

  /// How many are kept; with more, new work waits.
  public static final int MAX_ENTRIES = JournalIndex.MAX_ENTRIES;

  /// A request that ended so many generations may be what ends them.
  private static final int MAX_STARTS = 2;

  private static final long FULL_RETRY_MILLIS = 500;

  private static final Begun NOBODY_WAITS =
      new Begun.NotStarted("its client no longer waits for it", 0);

  /// Must be among the tables of the store.
  public static final List<Table> TABLES = List.of(ENTRIES, CLIENTS, IDENTITY);

  private final Store store;
  private final JournalIndex index;
  private final ReentrantLock lock = new ReentrantLock();

  /// What this generation executes now, by request key; opened when that is over.
  private final Map<String, Latch> running = new LinkedHashMap<>();

  /// What is to be done with a request.
  public sealed interface Begun {

    /// It is to be executed, and then [#complete]d; in the end [#over] must be called.
    record Execute(JournalEntry entry) implements Begun {}

    /// It was executed: with this result, as JSON.
    record Completed(String result) implements Begun {}

    /// Another connection of its client has it executed now: begin again when that is over.
    record Elsewhere(Latch over) implements Begun {}

    /// It was not executed and will not be by this generation.
    ///
    /// @param retryAfterMillis when to come back
    record NotStarted(String reason, long retryAfterMillis) implements Begun {}

    /// It may have been executed before, and never will be again.
    record Unknown(String reason) implements Begun {}

    /// The same request key, or number, came with another request.
    record Conflict() implements Begun {}
  }

  private final String identity;

  private Journal(Store store, JournalIndex index, String identity) {
    this.store = store;
    this.index = index;
    this.identity = identity;
  }

  /// Reads what earlier generations left; takes long when that is much.
  ///
  /// @param unique becomes the identity of a journal that is new
  /// @param room for how many entries
  /// @throws StoreException also when something in there can't be read
  public static Journal open(Store store, String unique, int room) throws StoreException {
    JournalIndex index = JournalIndex.load(store, room);
    String identity =
        store.transact(it -> {
          index.forgetClients(it);
          return identity(it, unique);
        });
    return new Journal(store, index, identity);
  }

  private static String identity(Store.Transaction transaction, String unique)
      throws StoreException {
    List<Row> rows = transaction.page(IDENTITY, 0, 1);
    if (!rows.isEmpty()) {
      return checked(rows.getFirst().values().getFirst());
    }
    transaction.insert(IDENTITY, List.of(unique));
    return unique;
  }

  private static String checked(String identity) throws StoreException {
    if (identity.isEmpty() || identity.length() > MAX_IDENTITY) {
      throw JournalEntry.damaged("its identity has " + identity.length() + " characters", null);
    }
    return identity;
  }

  /// Stays the same from generation to generation, as long as the store's file does.
  public String identity() {
    return identity;
  }

  /// Decides, and records the start of what is to be executed.
  ///
  /// @param fingerprint tells the request from any other
  /// @param repeatable whether it may be executed again after a generation died on it: an effect
  ///   that was not committed with its completion never happened, or a second one does no harm
  public Begun begin(Attempt attempt, String fingerprint, boolean repeatable)
      throws StoreException {
    String key = attempt.requestKey();
    Latch mine = new Latch();
    Latch other = claim(key, mine);
    if (other != null) {
      return new Begun.Elsewhere(other);
    }
    Begun begun = new Begun.Conflict();
    try {
      begun = store.transact(it -> begin(it, attempt, fingerprint, repeatable));
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
      Store.Transaction transaction, Attempt attempt, String fingerprint, boolean repeatable)
      throws StoreException {
    index.acknowledge(transaction, attempt.client(), attempt.acknowledged());
    Optional<Row> row = transaction.find(ENTRIES, attempt.requestKey());
    if (row.isPresent()) {
      return again(transaction, JournalEntry.of(row.get()), attempt, fingerprint, repeatable);
    }
    if (attempt.isOver()) { // asked here: the transaction may have waited long for others
      return NOBODY_WAITS;
    }
    if (attempt.number() == 0) {
      return new Begun.NotStarted("with delivery exactly-once a request needs a number", 0);
    }
    if (index.isTaken(attempt.client(), attempt.number(), attempt.requestKey())) {
      return new Begun.Conflict();
    }
    if (index.isAcknowledged(attempt.client(), attempt.number())) {
      return new Begun.Unknown("the client said before that it needs no answer to this request");
    }
    if (!index.makeRoom(transaction)) {
      return new Begun.NotStarted("the journal is full", FULL_RETRY_MILLIS);
    }
    JournalEntry start = JournalEntry.start(attempt, fingerprint);
    JournalEntry entry = start.withId(transaction.insert(ENTRIES, start.values()));
    index.add(entry);
    return new Begun.Execute(entry);
  }

  /// An earlier attempt left an entry.
  private Begun again(
      Store.Transaction transaction,
      JournalEntry entry,
      Attempt attempt,
      String fingerprint,
      boolean repeatable)
      throws StoreException {
    if (!entry.fingerprint().equals(fingerprint)) {
      return new Begun.Conflict();
    }
    if (entry.state() == JournalEntry.State.STARTED && attempt.isOver()) {
      return NOBODY_WAITS;
    }
    return switch (entry.state()) {
      case COMPLETED -> new Begun.Completed(entry.result());
      case UNKNOWN -> new Begun.Unknown(entry.result());
      case STARTED -> {
        boolean poison = entry.starts() >= MAX_STARTS;
        if (repeatable && !poison) {
          JournalEntry next = entry.startedAgain(attempt.generation());
          replace(transaction, next);
          index.run(next);
          yield new Begun.Execute(next);
        }
        String reason =
            poison
                ? "the daemon ended " + entry.starts() + " times while it executed it"
                : "the daemon ended while it executed it, and it can't be executed twice";
        replace(transaction, entry.unknown(reason));
        yield new Begun.Unknown(reason);
      }
    };
  }

  /// Records the result, in the transaction of the effect where there is one.
  ///
  /// @throws StoreException also when the entry is gone: nothing may be committed then
  public void complete(Store.Transaction transaction, JournalEntry entry, String result)
      throws StoreException {
    replace(transaction, entry.completed(result));
    index.grow(entry, result.length());
  }

  private static void replace(Store.Transaction transaction, JournalEntry entry)
      throws StoreException {
    if (!transaction.update(ENTRIES, entry.id(), entry.values())) {
      throw new StoreException(
          "The journal has lost its entry of the request "
              + entry.key()
              + ": its client said that it needs it no more, or another program deleted it.",
          null);
    }
  }

  /// Forgets a start of which nothing came, as its client went away: should it come again, it is
  /// new.
  public void drop(Store.Transaction transaction, JournalEntry entry) throws StoreException {
    transaction.delete(ENTRIES, entry.id());
    index.remove(entry);
  }

  /// Records the result of what was done outside of the store.
  ///
  /// @throws StoreException also when the entry is gone
  public void complete(JournalEntry entry, String result) throws StoreException {
    store.transact(it -> {
      complete(it, entry, result);
      return true;
    });
  }

  /// The execution of a request is over, with or without a result.
  public void over(String key) {
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
