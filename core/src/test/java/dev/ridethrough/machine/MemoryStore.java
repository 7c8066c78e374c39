package dev.ridethrough.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// A store that forgets, but rolls back like a real one.
public class MemoryStore implements Store {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Table, List<Row>> tables = new LinkedHashMap<>();

  public MemoryStore(Table... tables) {
    for (Table table : tables) {
      this.tables.put(table, List.of());
    }
  }

  /// All committed rows.
  public List<Row> rows(Table table) {
    return tables.get(table);
  }

  @Override
  public <T> T transact(Work<T> work) throws StoreException {
    lock.lock();
    try {
      MemoryTransaction transaction = new MemoryTransaction(new LinkedHashMap<>(tables));
      T result = work.run(transaction);
      tables.putAll(transaction.tables);
      return result;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {}

  private record MemoryTransaction(Map<Table, List<Row>> tables) implements Transaction {
    @Override
    public long insert(Table table, List<String> values) {
      List<Row> rows = new ArrayList<>(tables.get(table));
      Row row = new Row(rows.size() + 1, values);
      rows.add(row);
      tables.put(table, rows);
      return row.id();
    }

    @Override
    public List<Row> page(Table table, long after, int limit) {
      return tables.get(table).stream().filter(row -> row.id() > after).limit(limit).toList();
    }
  }
}
