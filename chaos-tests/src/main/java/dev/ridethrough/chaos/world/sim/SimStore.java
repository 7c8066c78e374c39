package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A store whose file is simulated: what is committed stays with the file, what is not is gone with
/// the process.
final class SimStore implements Store, Descriptor {
  /// How often, and after what pause, it asks again for what another process has locked.
  private static final int ATTEMPTS = 20;

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final SimKernel kernel;
  private final SimProcess process;
  private final Path path;
  private final Inode.Regular file;
  private final Database database;
  private final List<Table> tables;
  private final WaitQueue turns = new WaitQueue();
  private @Nullable SimThread busy;
  private boolean closed;

  private SimStore(
      SimKernel kernel,
      SimProcess process,
      Path path,
      Inode.Regular file,
      Database database,
      List<Table> tables) {
    this.kernel = kernel;
    this.process = process;
    this.path = path;
    this.file = file;
    this.database = database;
    this.tables = List.copyOf(tables);
    file.hold();
  }

  static SimStore open(SimKernel kernel, SimProcess process, Path path, List<Table> tables)
      throws StoreException {
    Inode.Regular file;
    try {
      file = new SimFiles(kernel, process).openOrCreate(path, "open store");
    } catch (KernelException e) {
      throw unusable(path, String.valueOf(e.getMessage()), e);
    }
    if (file.device().isFull()) {
      throw unusable(path, "the disk is full", null);
    }
    Database database = file.database();
    if (database == null) {
      if (!file.text().isEmpty()) {
        throw unusable(path, "the file is not a database", null);
      }
      database = new Database();
      file.setDatabase(database);
    }
    tables.forEach(database::create);
    SimStore store = new SimStore(kernel, process, path, file, database, tables);
    process.descriptors().add(store);
    return store;
  }

  private static StoreException unusable(Path path, String why, @Nullable Throwable cause) {
    return new StoreException("The store " + path + " can't be used: " + why + ".", cause);
  }

  @Override
  public <T> T transact(Work<T> work) throws StoreException {
    kernel.pass(Operation.TRANSACT);
    begin();
    SimTransaction transaction = new SimTransaction(kernel.scheduler().current());
    try {
      T result = work.run(transaction);
      kernel.pass(Operation.COMMIT);
      transaction.commit();
      return result;
    } finally {
      transaction.thread = null;
      end();
    }
  }

  private void begin() throws StoreException {
    SimThread thread = kernel.scheduler().current();
    if (thread.equals(busy)) {
      throw new IllegalStateException("a transaction inside a transaction");
    }
    awaitTurn();
    if (closed) {
      throw new StoreException("The store " + path + " is closed.", null);
    }
    busy = thread;
    for (int attempt = 1; !database.lock(this); attempt++) {
      if (attempt == ATTEMPTS) {
        end();
        throw unusable(path, "another program has it locked", null);
      }
      kernel.scheduler().sleep(PAUSE);
    }
  }

  private void awaitTurn() {
    while (busy != null) {
      turns.await(kernel.scheduler());
    }
  }

  private void end() {
    database.unlock(this);
    busy = null;
    turns.wakeAll();
  }

  @Override
  public void close() {
    kernel.pass(Operation.CLOSE);
    awaitTurn();
    closed = true;
    if (process.descriptors().remove(this)) {
      release();
    }
  }

  @Override
  public void release() {
    database.unlock(this);
    file.release();
  }

  /// The running transaction: its rows are nowhere else until it is committed.
  private final class SimTransaction implements Transaction {
    private final Map<String, List<Row>> inserted = new LinkedHashMap<>();
    private @Nullable SimThread thread;

    private SimTransaction(SimThread thread) {
      this.thread = thread;
    }

    @Override
    public long insert(Table table, List<String> values) {
      check(table);
      if (values.size() != table.columns().size()) {
        throw new IllegalArgumentException(
            values.size() + " values for " + table.columns().size() + " columns");
      }
      List<Row> rows = inserted.computeIfAbsent(table.name(), _ -> new ArrayList<>());
      long id = database.rows(table.name()).size() + rows.size() + 1L;
      rows.add(new Row(id, values));
      return id;
    }

    @Override
    public List<Row> page(Table table, long after, int limit) {
      check(table);
      List<Row> page = new ArrayList<>();
      addPage(page, database.rows(table.name()), after, limit);
      addPage(page, inserted.getOrDefault(table.name(), List.of()), after, limit);
      return page;
    }

    private static void addPage(List<Row> page, List<Row> rows, long after, int limit) {
      for (Row row : rows) {
        if (page.size() < limit && row.id() > after) {
          page.add(row);
        }
      }
    }

    private void check(Table table) {
      if (!kernel.scheduler().current().equals(thread)) {
        throw new IllegalStateException("a transaction is used outside its work");
      }
      if (!tables.contains(table)) {
        throw new IllegalArgumentException(
            "the store was opened without the table " + table.name());
      }
    }

    private void commit() throws StoreException {
      if (!inserted.isEmpty() && file.device().isFull()) {
        throw unusable(path, "the disk is full", new KernelException(Errno.ENOSPC, "commit"));
      }
      inserted.forEach(database::commit);
    }
  }
}
