package dev.ridethrough.daemon;

import static org.awaitility.Awaitility.await;

import dev.ridethrough.engine.Engine;
import dev.ridethrough.engine.Ledger;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.MemoryStore;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// A daemon in this process, whose ledger is in memory.
final class RunningDaemon implements AutoCloseable {
  final TestMachine machine;
  final Path socket;

  /// Its exit status, or why it didn't start.
  final CompletableFuture<Integer> ended = new CompletableFuture<>();

  /// Counted down, loading may go on.
  final CountDownLatch loading;

  private final MemoryStore ledger = new MemoryStore(tables());
  private final Opening opening;
  private final Duration drain;

  /// Stands in for opening the ledger.
  interface Opening {
    Store open(MemoryStore ledger) throws StoreException;
  }

  private RunningDaemon(
      Path socket, TestMachine machine, Duration drain, boolean loads, Opening opening) {
    this.socket = socket;
    this.machine = machine;
    this.drain = drain;
    this.opening = opening;
    this.loading = new CountDownLatch(loads ? 0 : 1);
    TestMachine.REAL.startDedicated("daemon under test", this::run);
  }

  /// Starts with a ledger of the test's making, and waits for nothing.
  static RunningDaemon with(Path socket, TestMachine machine, Opening opening) {
    return new RunningDaemon(socket, machine, Duration.ofSeconds(4), true, opening);
  }

  /// Starts without waiting for anything.
  static RunningDaemon starting(Path socket, TestMachine machine, Duration drain) {
    return new RunningDaemon(socket, machine, drain, true, ledger -> ledger);
  }

  /// Starts and waits until it listens.
  static RunningDaemon at(Path socket, TestMachine machine, Duration drain) {
    return starting(socket, machine, drain).listening();
  }

  static RunningDaemon at(Path socket) {
    return at(socket, new TestMachine(), Duration.ofSeconds(4));
  }

  /// Listens, but doesn't serve before [#loading] is counted down.
  static RunningDaemon loadingAt(Path socket) {
    Duration drain = Duration.ofSeconds(4);
    return new RunningDaemon(socket, new TestMachine(), drain, false, ledger -> ledger).listening();
  }

  RunningDaemon listening() {
    await().until(() -> ended.isDone() || machine.log.toString().contains(" listens at "));
    return this;
  }

  /// A client that has been greeted.
  Wire greeted() throws IOException {
    Wire wire = Wire.connect(socket);
    wire.line();
    return wire;
  }

  /// How many rows there are.
  int effects() {
    return ledger.rows(Ledger.TABLE).size();
  }

  private static Table[] tables() {
    return Engine.storeFormat(Ledger.TABLES).tables().toArray(Table[]::new);
  }

  private void run() {
    DaemonSettings settings = new DaemonSettings(socket.getParent(), socket, drain, "test");
    try {
      ended.complete(new Daemon(machine.port(), settings, loader(machine.port())).run());
    } catch (StartException | RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  private Daemon.Loader loader(Machine port) {
    return new Daemon.Loader() {
      @Override
      public Store openStore() throws StoreException {
        try {
          loading.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return opening.open(ledger);
      }

      @Override
      public Engine engine(Store store) throws StoreException {
        return new Engine("test", Ledger.tools(port, store), port, store);
      }
    };
  }

  @Override
  public void close() {
    loading.countDown();
    machine.terminate();
    await().until(() -> ended.isDone() || machine.exit.get() != TestMachine.RUNNING);
  }
}
