package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.StoreFormat;
import dev.ridethrough.machine.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A store whose file is simulated: what is committed stays with the file, what is not is gone with
/// the process.
///
/// In all that a program can see it does what the real one does, down to the order in which those
/// who wait get their turn. Only the log and the index beside the real file are not there. Nothing
/// is lost with the power, which never fails here: every [dev.ridethrough.machine.Durability] is
/// the same.
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

  /// Whose turn it is, and who comes next.
  private final ArrayDeque<SimThread> queue = new ArrayDeque<>(2);

  private boolean closing;

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
    process.descriptors().add(this);
  }

  static SimStore open(SimKernel kernel, SimProcess process, Path path, StoreFormat format)
      throws StoreException {
    Inode.Regular file;
    try {
      file = new SimFiles(kernel, process).openOrCreate(path, "open store");
    } catch (KernelException e) {
      throw unusable(path, "it can't be opened (" + e.getMessage() + ")", e);
    }
    if (file.device().isFull()) {
      throw unusable(path, "the disk is full", null);
    }
    SimStore store =
        new SimStore(kernel, process, path, file, database(file, path), format.tables());
    try {
      store.create(format);
      return store;
    } catch (StoreException e) {
      store.dispose();
      throw e;
    }
  }

  private static Database database(Inode.Regular file, Path path) throws StoreException {
    Database database = file.database();
    if (database == null) {
      if (!file.text().isEmpty()) {
        throw unusable(path, "the file is not an SQLite database", null);
      }
      database = new Database();
      file.setDatabase(database);
    }
    return database;
  }

  /// The tables are created in a transaction, which has to wait like any other.
  private void create(StoreFormat format) throws StoreException {
    lock();
    try {
      String refusal = database.create(format);
      if (refusal != null) {
        throw unusable(refusal);
      }
    } finally {
      database.unlock(this);
    }
  }

  private StoreException unusable(String why) {
    return unusable(path, why, null);
  }

  private static StoreException unusable(Path path, String why, @Nullable Throwable cause) {
    return new StoreException("The store " + path + " can't be used: " + why + ".", cause);
  }

  @Override
  public <T> T transact(Work<T> work) throws StoreException {
    kernel.pass(Operation.TRANSACT);
    SimThread thread = kernel.scheduler().current();
    if (thread.equals(queue.peek())) {
      throw new IllegalStateException("a transaction inside a transaction");
    }
    if (closing) {
      throw new StoreException("The store " + path + " is closed.", null);
    }
    awaitTurn(thread);
    try {
      return locked(work, thread);
    } finally {
      endTurn();
    }
  }

  /// First come, first served.
  private void awaitTurn(SimThread thread) {
    queue.add(thread);
    while (!thread.equals(queue.peek())) {
      turns.await(kernel.scheduler());
    }
  }

  private void endTurn() {
    queue.remove();
    turns.wakeAll();
  }

  private <T> T locked(Work<T> work, SimThread thread) throws StoreException {
    lock();
    var transaction = new SimTransaction(kernel.scheduler(), thread, path, tables, database);
    try {
      requireCurrent("Nothing was written.");
      T result = work.run(transaction);
      kernel.interceptor().commits(thread, transaction.changes());
      kernel.pass(Operation.COMMIT);
      if (transaction.hasWritten() && file.device().isFull()) {
        throw unusable("the disk is full");
      }
      transaction.commit();
      kernel.interceptor().committed(thread);
      requireCurrent("What was being written is in the old file, and may be lost with it.");
      return result;
    } finally {
      transaction.end();
      database.unlock(this);
    }
  }

  private void lock() throws StoreException {
    for (int attempt = 1; !database.lock(this); attempt++) {
      if (attempt == ATTEMPTS) {
        throw unusable("another program has it locked");
      }
      kernel.scheduler().sleep(PAUSE);
    }
  }

  private void requireCurrent(String consequence) throws StoreException {
    if (!isCurrent()) {
      throw new StoreException(
          "The store "
              + path
              + " is gone: it was deleted, moved or replaced while it was in use. "
              + consequence,
          null);
    }
  }

  /// As on the real machine, only a definite answer counts.
  @Override
  public boolean isCurrent() {
    try {
      return file.equals(kernel.tree().follow(path, process.uid(), "look at"));
    } catch (KernelException e) {
      return switch (e.errno()) {
        case ENOENT, ENOTDIR -> false;
        default -> true;
      };
    }
  }

  /// Who closes waits for those who came before; whoever closes after him does not.
  @Override
  public void close() {
    kernel.pass(Operation.CLOSE);
    if (!closing) {
      closing = true;
      awaitTurn(kernel.scheduler().current());
      dispose();
      endTurn();
    }
  }

  private void dispose() {
    if (process.descriptors().remove(this)) {
      release();
    }
  }

  @Override
  public void release() {
    database.unlock(this);
    file.release();
  }
}
