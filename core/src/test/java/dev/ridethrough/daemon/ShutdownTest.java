package dev.ridethrough.daemon;

import static dev.ridethrough.machine.TestMachine.overriding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A shutdown in which something fails still does the rest and says so in its status.
class ShutdownTest {
  @TempDir private Path room;
  private Path socket;
  private final TestMachine machine = new TestMachine();

  @BeforeEach
  void makeHome() throws IOException {
    socket = Homes.socketIn(room);
  }

  private void assertEndsWithFailure(RunningDaemon daemon, String log) throws IOException {
    try (Wire silent = daemon.listening().greeted()) {
      machine.terminate();
      assertThat(silent.rest()).singleElement().asString().contains("not_started");
      await().until(daemon.ended::isDone);
      assertThat(daemon.ended.join()).isEqualTo(1);
      assertThat(machine.log.toString()).contains(log);
    }
  }

  @Test
  void aStoreThatFailsToCloseIsReportedAndThePathIsGone() throws IOException {
    assertEndsWithFailure(
        RunningDaemon.with(socket, machine, ledger -> failingToClose(ledger)),
        "can't close the store, going on");
    assertThat(Files.exists(socket)).isFalse();
  }

  private static Store failingToClose(Store ledger) {
    return overriding(
        Store.class,
        ledger,
        "close",
        (_, _) -> {
          throw new IllegalStateException("broken");
        });
  }

  @Test
  void aPathThatCannotBeUnlinkedIsReportedAndTheRestIsDone() throws IOException {
    machine.files(real -> failingToUnlink(real, new KernelException(Errno.EIO, "unlink")));
    assertEndsWithFailure(
        RunningDaemon.with(socket, machine, ledger -> ledger), "can't remove " + socket);
  }

  @Test
  void aFailureThatNobodyExpectedDoesNotKeepTheRestFromBeingDone() throws IOException {
    machine.files(real -> failingToUnlink(real, new IllegalStateException("broken")));
    assertEndsWithFailure(
        RunningDaemon.with(socket, machine, ledger -> ledger), "can't leave " + socket);
  }

  private static dev.ridethrough.machine.Files failingToUnlink(
      dev.ridethrough.machine.Files real, Exception failure) {
    return overriding(
        dev.ridethrough.machine.Files.class,
        real,
        "unlink",
        (_, _) -> {
          throw failure;
        });
  }
}
