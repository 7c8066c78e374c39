package dev.ridethrough.app;

import static dev.ridethrough.machine.Wire.call;
import static dev.ridethrough.machine.Wire.handshake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/// The packaged daemon when the system gives it no more.
class LimitsIT {
  @TempDir private Path home;
  private App app;
  private Child daemon;

  @BeforeEach
  void start() throws IOException {
    app = new App(home);
    daemon = app.daemon();
    assertThat(append("first").status()).isZero();
  }

  @AfterEach
  void end() {
    app.close();
  }

  private Child append(String text, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("call", "ledger_append"));
    arguments.add("{\"text\":\"" + text + "\"}");
    arguments.addAll(List.of(options));
    Child call = app.start(arguments.toArray(String[]::new));
    call.status();
    return call;
  }

  private String ledger() throws IOException {
    Child entries = app.start("call", "ledger_entries");
    assertThat(entries.status()).isZero();
    return entries.out().toString();
  }

  @Test
  void withoutDescriptorsClientsQueueAndAreServedAfterwards() throws IOException {
    List<Wire> idle = new ArrayList<>();
    daemon.leaveDescriptors(2);
    for (int i = 0; i < 2; i++) {
      idle.add(Wire.connect(app.socket));
      idle.get(i).line();
      idle.get(i).send(handshake("k")); // who keeps silent would be sent away
    }
    List<Wire> queued = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      queued.add(Wire.connect(app.socket));
    }
    daemon.says("can't accept");
    assertThat(cpuOfASecond()).as("a busy loop").isLessThan(Duration.ofMillis(500));
    assertThat(daemon.err()).containsOnlyOnce("can't accept");
    for (Wire wire : idle) {
      wire.close();
    }
    for (Wire wire : queued) {
      assertThat(wire.line()).contains("greeting");
      wire.send(handshake("k"), call(1, "ledger_append", "{\"text\":\"queued\"}"));
      assertThat(wire.rest()).last().asString().contains("\"result\"");
      wire.close();
    }
    assertThat(ledger().split("queued", -1)).hasSize(6);
  }

  private Duration cpuOfASecond() {
    Duration before = cpu();
    await().pollDelay(Duration.ofSeconds(1)).until(daemon.process::isAlive);
    return cpu().minus(before);
  }

  private Duration cpu() {
    return daemon.process.toHandle().info().totalCpuDuration().orElseThrow();
  }

  /// The kernel refuses to let the ledger grow, as on a full disk.
  @Test
  void withoutSpaceAnAppendFailsHonestlyReadsGoOnAndLaterAppendsWork() throws IOException {
    Path log = app.socket.resolveSibling("ledger.db-wal");
    daemon.limit("fsize=" + Files.size(log) + ":");
    for (int i = 0; i < 3; i++) {
      Child lost = append("lost", "--delivery", "at-most-once");
      assertThat(lost.status()).isEqualTo(1);
      assertThat(lost.err()).contains("store failed", "is full");
    }
    Child waited = append("lost", "--grace", "1s");
    assertThat(waited.status()).isEqualTo(69);
    assertThat(waited.err()).contains("the journal failed", "is full");
    assertThat(ledger()).contains("first").doesNotContain("lost");
    daemon.limit("fsize=unlimited:");
    assertThat(append("later").status()).isZero();
    assertThat(ledger()).contains("first", "later").doesNotContain("lost");
  }
}
