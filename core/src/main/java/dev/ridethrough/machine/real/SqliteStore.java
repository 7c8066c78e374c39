package dev.ridethrough.machine.real;

import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.StoreFormat;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/// A store in an SQLite file. All work is done by one platform thread: SQLite's calls would hold a
/// carrier each.
///
/// What was committed survives the death of the process; that of the machine only with
/// [Durability#POWER_LOSS].
final class SqliteStore implements Store {
  private final Path path;
  private final PlatformWorker worker;
  private final SqliteSession session;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SqliteStore(Path path, PlatformWorker worker, SqliteSession session) {
    this.path = path;
    this.worker = worker;
    this.session = session;
  }

  static SqliteStore open(Path path, StoreFormat format, Durability durability)
      throws StoreException {
    var worker = new PlatformWorker("store");
    try {
      var session = call(worker, path, () -> SqliteSession.open(path, format, durability));
      return new SqliteStore(path, worker, session);
    } catch (LinkageError unloadable) {
      worker.close();
      throw SqliteErrors.translate(unloadable, path);
    } catch (StoreException | RuntimeException | Error failure) {
      worker.close();
      throw failure;
    }
  }

  @Override
  public <T> T transact(Work<T> work) throws StoreException {
    if (session.isCurrentThread()) {
      throw new IllegalStateException("a transaction inside a transaction");
    }
    return call(worker, path, () -> session.transact(work));
  }

  @Override
  public boolean isCurrent() {
    return session.isCurrent();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    worker.execute(new FutureTask<>(session::close, true));
    worker.close();
  }

  private static <T> T call(PlatformWorker worker, Path path, Callable<T> call)
      throws StoreException {
    var job = new FutureTask<>(call);
    try {
      worker.execute(job);
      return PlatformWorker.join(job);
    } catch (RejectedExecutionException closed) {
      throw new StoreException("The store " + path + " is closed.", closed);
    } catch (ExecutionException failure) {
      throw rethrown(Objects.requireNonNullElse(failure.getCause(), failure), path);
    }
  }

  /// What the caller's own work threw reaches it unchanged.
  private static StoreException rethrown(Throwable failure, Path path) {
    return switch (failure) {
      case StoreException known -> known;
      case RuntimeException own -> throw own;
      case Error fatal -> throw fatal;
      default -> SqliteErrors.translate(failure, path);
    };
  }
}
