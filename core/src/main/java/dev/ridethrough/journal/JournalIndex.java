package dev.ridethrough.journal;

import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which entries the [Journal] keeps for whom, so that they can be found when their client needs
/// them no more, and how many there are.
///
/// Used inside transactions only, which run one at a time. After one that failed it may think that
/// more was acknowledged or forgotten than is stored: that is safe, and what is left of it is
/// forgotten by the next generation.
final class JournalIndex {
  static final int MAX_ENTRIES = 10_000;
  private static final long MAX_CHARACTERS = 64L * 1024 * 1024;

  /// Of clients that have nothing here any more, more for each entry there is room for are
  /// forgotten: they are gone for long.
  private static final int CLIENTS_FOR_EACH_ENTRY = 2;

  private static final int PAGE = 500;

  /// Who was heard of last comes last.
  private final Map<String, Client> clients = new LinkedHashMap<>();

  private int entries;
  private long characters;

  /// In this generation.
  private long added;

  /// Added last. The number of its row is given again when its transaction failed.
  private @Nullable JournalEntry newest;

  private static final class Client {
    final NavigableMap<Long, Kept> kept = new TreeMap<>();
    long acknowledged;

    /// How many entries had been added when it was heard of; negative in an earlier generation.
    long heard = -1;

    boolean isAtWork() {
      return kept.values().stream().anyMatch(Kept::running);
    }
  }

  /// @param row its number
  /// @param running whether this generation may still complete it
  private record Kept(long row, String key, int characters, boolean running) {}

  private final int room;

  /// @param room for how many entries
  private JournalIndex(int room) {
    this.room = room;
  }

  static JournalIndex load(Store store, int room) throws StoreException {
    JournalIndex index = new JournalIndex(room);
    forEach(store, Journal.CLIENTS, index::loadClient);
    forEach(store, Journal.ENTRIES, index::loadEntry);
    return index;
  }

  private interface Reader {
    void read(Row row) throws StoreException;
  }

  private static void forEach(Store store, Table table, Reader reader) throws StoreException {
    long after = 0;
    while (true) {
      long from = after;
      List<Row> rows = store.transact(it -> it.page(table, from, PAGE));
      if (rows.isEmpty()) {
        return;
      }
      for (Row row : rows) {
        reader.read(row);
      }
      after = rows.getLast().id();
    }
  }

  private void loadClient(Row row) throws StoreException {
    try {
      client(row.values().getFirst()).acknowledged = Long.parseLong(row.values().get(1));
    } catch (NumberFormatException e) {
      throw JournalEntry.unreadable(Journal.CLIENTS, row, e);
    }
  }

  private void loadEntry(Row row) throws StoreException {
    JournalEntry entry = JournalEntry.of(row);
    keep(entry, entry.result().length(), false);
  }

  private Client client(String name) {
    return clients.computeIfAbsent(name, _ -> new Client());
  }

  private void keep(JournalEntry entry, int length, boolean running) {
    Kept kept = new Kept(entry.id(), entry.key(), length, running);
    Kept before = client(entry.client()).kept.put(entry.number(), kept);
    entries += before == null ? 1 : 0;
    characters += length - (before == null ? 0 : before.characters());
  }

  /// Those that have nothing here and were not heard of for longest.
  void forgetClients(Store.Transaction transaction) throws StoreException {
    int most = clients.size() - CLIENTS_FOR_EACH_ENTRY * room;
    if (most <= 0) {
      return;
    }
    List<String> idle =
        clients.entrySet().stream()
            .filter(it -> it.getValue().kept.isEmpty() && it.getValue().heard < added)
            .limit(most)
            .map(Map.Entry::getKey)
            .toList();
    for (String name : idle) {
      Optional<Row> row = transaction.find(Journal.CLIENTS, name);
      if (row.isPresent()) {
        transaction.delete(Journal.CLIENTS, row.get().id());
      }
      clients.remove(name);
    }
  }

  /// A client needs nothing up to that number any more.
  ///
  /// @param upTo 0 when it says nothing
  void acknowledge(Store.Transaction transaction, String name, long upTo) throws StoreException {
    Client client = client(name);
    client.heard = added;
    clients.remove(name);
    clients.put(name, client);
    forget(transaction, name, client, upTo);
    forgetClients(transaction);
  }

  private void forget(Store.Transaction transaction, String name, Client client, long upTo)
      throws StoreException {
    if (upTo <= 0) {
      return;
    }
    NavigableMap<Long, Kept> over = client.kept.headMap(upTo, true);
    for (Kept each : over.values()) {
      transaction.delete(Journal.ENTRIES, each.row());
      entries--;
      characters -= each.characters();
    }
    over.clear();
    if (upTo <= client.acknowledged) {
      return;
    }
    client.acknowledged = upTo;
    List<String> values = List.of(name, Long.toString(upTo));
    Optional<Row> row = transaction.find(Journal.CLIENTS, name);
    if (row.isPresent()) {
      transaction.update(Journal.CLIENTS, row.get().id(), values);
    } else {
      transaction.insert(Journal.CLIENTS, values);
    }
  }

  boolean isAcknowledged(String client, long number) {
    return number <= client(client).acknowledged;
  }

  /// Makes room, if need be, by giving up the entries of clients that were not heard of in this
  /// generation, then of those that were not heard of while many others came, and of which nothing
  /// runs: should one come back, it is told that nobody knows.
  ///
  /// @return whether there is room for one more
  boolean makeRoom(Store.Transaction transaction) throws StoreException {
    for (Map.Entry<String, Client> it : clients.entrySet()) {
      Client client = it.getValue();
      if (hasRoom() || !isGone(client)) {
        break; // those that follow were heard of later
      }
      if (!client.kept.isEmpty() && !client.isAtWork()) {
        forget(transaction, it.getKey(), client, client.kept.lastKey());
      }
    }
    return hasRoom();
  }

  /// A client that asks once, as `ridethrough call`, never says that it needs nothing any more.
  private boolean isGone(Client client) {
    return client.heard < 0 || client.heard <= added - room / 2;
  }

  private boolean hasRoom() {
    return entries < room && characters < MAX_CHARACTERS;
  }

  /// Whether another request of the client has that number: only one of the two would ever be
  /// forgotten.
  boolean isTaken(String client, long number, String key) {
    Kept kept = client(client).kept.get(number);
    return kept != null && !kept.key().equals(key);
  }

  void add(JournalEntry entry) {
    JournalEntry before = newest;
    if (before != null && before.id() == entry.id()) {
      remove(before); // it was not stored; whoever deletes its row would delete this one
    }
    newest = entry;
    added++;
    run(entry);
  }

  /// The entry is executed now.
  void run(JournalEntry entry) {
    keep(entry, 0, true);
  }

  void remove(JournalEntry entry) {
    Kept kept = client(entry.client()).kept.remove(entry.number());
    if (kept != null) {
      entries--;
      characters -= kept.characters();
    }
  }

  /// The entry got a result.
  void grow(JournalEntry entry, int by) {
    keep(entry, by, false);
  }
}
