package dev.ridethrough.app;

import static dev.ridethrough.machine.Wire.call;
import static dev.ridethrough.machine.Wire.handshake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon that stands still: nobody waits for ever, and what it finds when it goes on is not
/// executed for nobody.
class StoppedIT {
  private static final int BACKLOG = 1024;
  private static final String GHOST = "{\"text\":\"ghost\"}";

  @TempDir private Path home;
  private App app;
  private Child daemon;

  @BeforeEach
  void start() throws IOException {
    app = new App(home);
    daemon = app.daemon();
  }

  @AfterEach
  void end() {
    app.close();
  }

  private void assertNoGhost() throws IOException {
    Child entries = app.start("call", "ledger_entries");
    assertThat(entries.status()).as(entries.err()).isZero();
    assertThat(entries.out().toString()).contains("entries").doesNotContain("ghost");
  }

  @Test
  void stoppedBeforeItAcceptsItIsNotSentAnything() throws IOException {
    daemon.signal("STOP");
    Child call = app.start("call", "ledger_append", GHOST, "--grace", "500ms");
    assertThat(call.status()).isEqualTo(69);
    assertThat(call.err()).contains("no greeting", "safe to try again");
    daemon.signal("CONT");
    assertNoGhost();
  }

  @Test
  void stoppedAfterItsGreetingItDropsWhatIsTooOldWhenItGoesOn() throws IOException {
    try (Wire wire = Wire.connect(app.socket)) {
      wire.line();
      daemon.signal("STOP");
      long deadline = System.nanoTime() + Duration.ofMillis(100).toNanos();
      wire.send(handshake("k", deadline), call(1, "ledger_append", GHOST));
      await().until(() -> System.nanoTime() > deadline);
      daemon.signal("CONT");
      assertThat(wire.rest()).singleElement().asString().contains("not_started", "deadline");
    }
    assertNoGhost();
  }

  @Test
  void stoppedAtWorkTheOutcomeIsUnknownAndTheWorkIsDroppedWhenItGoesOn() throws IOException {
    Child serve = app.start("serve", "--grace", "500ms");
    serve.send(call(1, "ledger_slow_append", "{\"text\":\"ghost\",\"ms\":3000}"));
    serve.hears("notifications/progress");
    daemon.signal("STOP");
    assertThat(serve.hears("\"id\":1,"))
        .contains("-31002", "has been silent", "look at its effect");
    assertThat(serve.end().status()).isZero();
    daemon.signal("CONT");
    daemon.terminate(); // the drain waits for what runs
    assertThat(daemon.status()).isZero();
    daemon = app.daemon();
    assertNoGhost();
  }

  /// Also where the lease can't help, because its file was deleted.
  @Test
  void aFullQueueIsAliveForClientsAndForTheNextDaemon() throws IOException {
    daemon.signal("STOP");
    List<Connection> queued = fillQueue();
    int most = Math.min(BACKLOG, somaxconn());
    assertThat(queued).as("connections queued").hasSizeBetween(most, most + 1);

    Child call = app.start("call", "echo", "{}", "--grace", "300ms");
    assertThat(call.status()).isEqualTo(69);
    assertThat(call.err()).contains("queue of the daemon", "still full", "safe to try again");
    assertRefused(" (pid " + daemon.process.pid() + ")");
    Files.delete(app.socket.resolveSibling("daemon.sock.lock"));
    assertRefused("already in use");

    queued.forEach(Connection::close);
    daemon.signal("CONT");
    assertThat(app.start("call", "echo", "{\"text\":\"x\"}").status()).isZero();
  }

  private void assertRefused(String text) throws IOException {
    Object before = Files.getAttribute(app.socket, "unix:ino");
    Child next = app.startDaemon();
    assertThat(next.status()).as(next.err()).isEqualTo(1);
    assertThat(next.err()).contains("already in use", text);
    assertThat(Files.getAttribute(app.socket, "unix:ino")).isEqualTo(before);
  }

  private List<Connection> fillQueue() throws KernelException {
    List<Connection> queued = new ArrayList<>();
    while (true) {
      try {
        queued.add(TestMachine.REAL.sockets().connect(app.socket));
      } catch (KernelException full) {
        assertThat(full.errno()).isEqualTo(Errno.EAGAIN);
        return queued;
      }
    }
  }

  private static int somaxconn() throws IOException {
    // The kernel gives a number of its own in one read or not at all.
    return Integer.parseInt(Files.readAllLines(Path.of("/proc/sys/net/core/somaxconn")).getFirst());
  }
}
