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
/// there is more, or that more was acknowledged, than is stored: that is safe.
final class JournalIndex {
  static final int MAX_ENTRIES = 10_000;
  private static final long MAX_CHARACTERS = 64L * 1024 * 1024;

  /// Of clients that have nothing here any more, more are forgotten: they are gone for long.
  private static final int MAX_CLIENTS = 20_000;

  private static final int PAGE = 500;

  /// More than so many again are forgotten at once, since that takes long.
  private static final int SPARE_CLIENTS = 1_000;

  /// Those that were not heard of for longest come first.
  private final Map<String, Client> clients = new LinkedHashMap<>();

  private int entries;
  private long characters;

  /// Added last. The number of its row is given again when its transaction failed.
  private @Nullable JournalEntry newest;

  private static final class Client {
    final NavigableMap<Long, Kept> kept = new TreeMap<>();
    long acknowledged;

    /// Whether it was heard of in this generation.
    boolean present;

    /// Whether it can be told that nobody knows: nothing runs for it now.
    boolean canWait() {
      return !present || kept.values().stream().allMatch(Kept::hasResult);
    }
  }

  /// @param row its number
  private record Kept(long row, String key, int characters) {
    boolean hasResult() {
      return characters > 0;
    }
  }

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
    keep(entry.client(), entry.number(), new Kept(row.id(), entry.key(), entry.result().length()));
  }

  private Client client(String name) {
    return clients.computeIfAbsent(name, _ -> new Client());
  }

  private void keep(String client, long number, Kept kept) {
    Kept before = client(client).kept.put(number, kept);
    entries += before == null ? 1 : 0;
    characters += kept.characters() - (before == null ? 0 : before.characters());
  }

  /// The oldest of those that have nothing here.
  void forgetClients(Store.Transaction transaction) throws StoreException {
    int most = clients.size() - MAX_CLIENTS;
    List<String> idle =
        clients.entrySet().stream()
            .filter(it -> it.getValue().kept.isEmpty())
            .limit(Math.max(0, most))
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
    client.present = true;
    clients.remove(name);
    clients.put(name, client);
    forget(transaction, name, client, upTo);
  }

  private void forget(Store.Transaction transaction, String name, Client client, long upTo)
      throws StoreException {
    if (upTo <= client.acknowledged) {
      return;
    }
    NavigableMap<Long, Kept> over = client.kept.headMap(upTo, true);
    for (Kept kept : over.values()) {
      transaction.delete(Journal.ENTRIES, kept.row());
      entries--;
      characters -= kept.characters();
    }
    over.clear();
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

  /// Whether another request of the client has that number: only one of the two would ever be
  /// forgotten.
  boolean isTaken(String client, long number, String key) {
    Kept kept = client(client).kept.get(number);
    return kept != null && !kept.key().equals(key);
  }

  /// Makes room, if need be, by giving up the entries of clients that were not heard of for
  /// longest: should one come back, it is told that nobody knows. Most never do, such as each
  /// `ridethrough call`, which ends without a word.
  ///
  /// @param asking the client that needs the room: its own are still needed
  /// @return whether there is room for one more
  boolean makeRoom(Store.Transaction transaction, String asking) throws StoreException {
    for (Map.Entry<String, Client> it : clients.entrySet()) {
      if (hasRoom()) {
        break;
      }
      Client client = it.getValue();
      if (!client.kept.isEmpty() && !it.getKey().equals(asking) && client.canWait()) {
        forget(transaction, it.getKey(), client, client.kept.lastKey());
      }
    }
    if (clients.size() > MAX_CLIENTS + SPARE_CLIENTS) {
      forgetClients(transaction);
    }
    return hasRoom();
  }

  private boolean hasRoom() {
    return entries < room && characters < MAX_CHARACTERS;
  }

  void add(JournalEntry entry) {
    JournalEntry before = newest;
    if (before != null && before.id() == entry.id()) {
      remove(before); // it was not stored; whoever deletes its row would delete this one
    }
    newest = entry;
    keep(entry.client(), entry.number(), new Kept(entry.id(), entry.key(), 0));
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
    keep(entry.client(), entry.number(), new Kept(entry.id(), entry.key(), by));
  }
}
