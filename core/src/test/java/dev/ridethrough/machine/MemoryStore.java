package dev.ridethrough.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// A store that forgets, but rolls back like a real one.
public class MemoryStore implements Store {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Table, Content> tables = new LinkedHashMap<>();

  public MemoryStore(Table... tables) {
    for (Table table : tables) {
      this.tables.put(table, new Content(List.of(), 0));
    }
  }

  /// All committed rows.
  public List<Row> rows(Table table) {
    return tables.get(table).rows();
  }

  /// @param last the number that was given last
  private record Content(List<Row> rows, long last) {}

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

  private record MemoryTransaction(Map<Table, Content> tables) implements Transaction {
    @Override
    public long insert(Table table, List<String> values) throws StoreException {
      refuseTaken(table, 0, values);
      long id = tables.get(table).last() + 1;
      List<Row> rows = new ArrayList<>(tables.get(table).rows());
      rows.add(new Row(id, values));
      tables.put(table, new Content(rows, id));
      return id;
    }

    @Override
    public Optional<Row> find(Table table, String key) {
      int column = table.columns().indexOf(table.key());
      return rows(table).filter(row -> row.values().get(column).equals(key)).findFirst();
    }

    @Override
    public boolean update(Table table, long id, List<String> values) throws StoreException {
      if (rows(table).noneMatch(row -> row.id() == id)) {
        return false;
      }
      refuseTaken(table, id, values);
      put(table, rows(table).map(row -> row.id() == id ? new Row(id, values) : row));
      return true;
    }

    @Override
    public boolean delete(Table table, long id) {
      int before = tables.get(table).rows().size();
      put(table, rows(table).filter(row -> row.id() != id));
      return tables.get(table).rows().size() < before;
    }

    @Override
    public List<Row> page(Table table, long after, int limit) {
      return rows(table).filter(row -> row.id() > after).limit(limit).toList();
    }

    private Stream<Row> rows(Table table) {
      return tables.get(table).rows().stream();
    }

    private void put(Table table, Stream<Row> rows) {
      tables.put(table, new Content(rows.toList(), tables.get(table).last()));
    }

    private void refuseTaken(Table table, long id, List<String> values) throws StoreException {
      if (table.key() != null
          && find(table, values.get(table.columns().indexOf(table.key())))
              .filter(row -> row.id() != id)
              .isPresent()) {
        throw new StoreException("the key is taken", null);
      }
    }
  }
}
