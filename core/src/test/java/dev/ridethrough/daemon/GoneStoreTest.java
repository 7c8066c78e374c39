package dev.ridethrough.daemon;

import static dev.ridethrough.machine.Wire.call;
import static dev.ridethrough.machine.Wire.handshake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.MemoryStore;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon whose store's file was taken away does not go on as if nothing had happened.
class GoneStoreTest {
  @TempDir private Path room;
  private final AtomicBoolean current = new AtomicBoolean(true);
  private final TestMachine machine = new TestMachine();
  private Path socket;

  @BeforeEach
  void makeHome() throws IOException {
    socket = Homes.socketIn(room);
  }

  private RunningDaemon daemon() {
    return RunningDaemon.with(socket, machine, ledger -> new Losable(ledger, current)).listening();
  }

  private record Losable(MemoryStore store, AtomicBoolean current) implements Store {
    @Override
    public <T> T transact(Work<T> work) throws StoreException {
      return store.transact(work);
    }

    @Override
    public boolean isCurrent() {
      return current.get();
    }

    @Override
    public void close() {
      store.close();
    }
  }

  @Test
  void itTellsWhoWaitsLetsEndWhatRunsAndExitsWithOne() throws IOException {
    try (RunningDaemon daemon = daemon();
        Wire slow = daemon.greeted();
        Wire silent = daemon.greeted()) {
      slow.send(handshake("k"), call(1, "ledger_slow_append", "{\"text\":\"x\",\"ms\":2500}"));
      assertThat(slow.line()).contains("notifications/progress");
      current.set(false);
      assertThat(silent.rest()).singleElement().asString().contains("not_started");
      assertThat(daemon.ended).isNotDone();
      assertThat(slow.rest()).last().asString().contains("\"id\":1,");
      await().until(daemon.ended::isDone);
      assertThat(daemon.ended.join()).isEqualTo(1);
      assertThat(machine.log)
          .filteredOn(line -> line.contains("is gone"))
          .singleElement()
          .asString()
          .contains(socket.getParent().toString(), "deleted, moved or replaced", "next start");
    }
  }

  @Test
  void thePathIsNotBoundAgain() throws IOException {
    try (RunningDaemon daemon = daemon();
        Wire wire = daemon.greeted()) {
      current.set(false);
      Files.delete(socket);
      assertThat(wire.rest()).singleElement().asString().contains("not_started");
      await().until(daemon.ended::isDone);
      assertThat(daemon.ended.join()).isEqualTo(1);
      assertThat(machine.log.toString()).doesNotContain("bound again");
    }
  }
}
