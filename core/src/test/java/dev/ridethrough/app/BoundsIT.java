package dev.ridethrough.app;

import static dev.ridethrough.machine.Wire.call;
import static dev.ridethrough.machine.Wire.handshake;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Wire;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client may do to the packaged proxy's memory, and to a daemon by way of it.
class BoundsIT {
  /// With 8 entries of this size each page takes a quarter of a MiB.
  private static final String ENTRY = "{\"text\":\"" + "x".repeat(16 * 1024) + "\"}";

  private static final int ENTRIES = 8;

  @TempDir private Path home;
  private App app;

  @BeforeEach
  void start() throws IOException {
    app = new App(home);
    app.daemon();
  }

  @AfterEach
  void end() {
    app.close();
  }

  private void fillLedger() throws IOException {
    for (int i = 0; i < ENTRIES; i++) {
      try (Wire wire = Wire.connect(app.socket)) {
        wire.line();
        wire.send(handshake("k" + i), call(i, "ledger_append", ENTRY));
        assertThat(wire.rest()).last().asString().contains("result");
      }
    }
  }

  @Test
  void aMillionLinesTakeFewMegabytes() throws IOException {
    Child serve = app.withHeap("64m").start("serve");
    OutputStream in = new BufferedOutputStream(serve.process.getOutputStream(), 1 << 16);
    for (int id = 1; id <= 1_000_000; id++) {
      in.write(line(id).getBytes(UTF_8));
    }
    in.write((call(7, "echo", "{\"text\":\"still here\"}") + "\n").getBytes(UTF_8));
    in.flush();
    assertThat(serve.hears("\"id\":7,")).contains("still here");
    assertThat(serve.peakMebibytes()).isLessThan(200);
    assertThat(serve.end().status()).isZero();
    assertThat(serve.out()).filteredOn(line -> line.contains("-32700")).hasSize(1000);
  }

  /// Cancels what was never asked, or is no JSON.
  private static String line(int id) {
    return id % 1000 == 0
        ? "nonsense\n"
        : "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":%d}}\n"
            .formatted(id);
  }

  /// Each reply is larger than the pipe; all of them are larger than the heap.
  @Test
  void aClientThatNeverReadsHoldsUpOnlyItself() throws IOException {
    fillLedger();
    Child serve = app.withHeap("192m").startUnread("serve", "--grace", "1s", "--drain", "1s");
    AtomicInteger sent = sendWithoutEnd(serve);
    AtomicInteger seen = new AtomicInteger();
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> seen.getAndSet(sent.get()) == sent.get() && sent.get() > 0);
    assertThat(sent).as("requests that the proxy has taken").hasValueBetween(1000, 5000);

    Child call = app.start("call", "echo", "{\"text\":\"x\"}", "--grace", "1s");
    assertThat(call.status()).as("the daemon is free: " + call.err()).isZero();
    assertThat(serve.err()).doesNotContain("OutOfMemory");
    assertThat(serve.peakMebibytes()).isLessThan(320);
    serve.terminate();
    await().atMost(Duration.ofSeconds(6)).until(() -> !serve.process.isAlive());
    assertThat(serve.read().status()).isEqualTo(1);
  }

  private static AtomicInteger sendWithoutEnd(Child serve) {
    AtomicInteger sent = new AtomicInteger();
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              serve.send(call(sent.get() + 1, "ledger_entries", "{}"));
              sent.incrementAndGet();
            }
          } catch (IOException ended) {
            // the proxy has ended
          }
        });
    return sent;
  }

  @Test
  void aClientThatClosedOnlyItsEndOfTheOutputKeepsItsSession() throws IOException {
    Child serve = app.startUnread("serve");
    serve.process.getInputStream().close();
    for (int id = 1; id <= 2; id++) {
      serve.send(call(id, "ledger_append", "{\"text\":\"x\"}")).says("could not be delivered");
    }
    assertThat(serve.process.isAlive()).isTrue();
    assertThat(serve.end().status()).isZero();
    Child entries = app.start("call", "ledger_entries");
    assertThat(entries.status()).isZero();
    assertThat(entries.out().toString()).contains("\"id\":1,", "\"id\":2,");
  }

  @Test
  void aClientThatReadsLateGetsEveryReply() throws IOException {
    fillLedger();
    Child serve = app.startUnread("serve");
    List<String> requests =
        java.util.stream.IntStream.rangeClosed(1, 300)
            .mapToObj(id -> call(id, "ledger_entries", "{}"))
            .toList();
    serve.send(String.join("\n", requests)).end();
    await().pollDelay(Duration.ofSeconds(2)).until(serve.process::isAlive);
    assertThat(serve.read().status()).isZero();
    assertThat(serve.out()).hasSize(300).allMatch(line -> line.contains("\"result\""));
  }
}
