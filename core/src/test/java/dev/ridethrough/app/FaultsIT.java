package dev.ridethrough.app;

import static dev.ridethrough.machine.Wire.handshake;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged daemon where something was taken away from it, or never given.
class FaultsIT {
  private static final int CLIENTS = 14;

  /// Parsed, each of these takes a hundred bytes and more.
  private static final int EMPTY_OBJECTS = 2_700_000;

  @TempDir private Path home;
  private App app;

  @BeforeEach
  void start() {
    app = new App(home);
  }

  @AfterEach
  void end() {
    app.close();
  }

  private Child append(String text) throws IOException {
    Child call = app.start("call", "ledger_append", "{\"text\":\"" + text + "\"}");
    call.status();
    return call;
  }

  private String ledger() throws IOException {
    Child entries = app.start("call", "ledger_entries");
    assertThat(entries.status()).as(entries.err()).isZero();
    return entries.out().toString();
  }

  /// Acknowledged by a daemon whose ledger nobody will ever see again.
  @Test
  void nothingIsAcknowledgedOnceTheHomeWasMovedAway() throws IOException {
    Child daemon = app.daemon();
    assertThat(append("first").status()).isZero();
    Files.move(home.resolve(".ridethrough"), home.resolve("moved"));
    daemon.says("is gone");
    assertThat(daemon.status()).isEqualTo(1);
    app.daemon();
    assertThat(append("second").status()).isZero();
    assertThat(ledger()).contains("second").doesNotContain("first");
  }

  /// At some limits it can't start, at no limit it says that it serves and does not.
  @Test
  void withFewDescriptorsItServesOrEnds() throws IOException {
    int served = 0;
    for (int limit : new int[] {25, 27, 29, 31, 33, 35, 38, 48}) {
      Child daemon = app.startDaemonWithDescriptors(limit);
      if (serves(daemon)) {
        served++;
        Child call = app.start("call", "echo", "{\"text\":\"x\"}");
        assertThat(call.status()).as(limit + ": " + call.err() + daemon.err()).isZero();
      } else {
        assertThat(daemon.status()).as(limit + ": " + daemon.err()).isNotZero();
      }
      daemon.kill();
    }
    assertThat(served).as("limits at which it serves").isBetween(1, 7);
  }

  private static boolean serves(Child daemon) {
    try {
      daemon.says(" serves");
      return true;
    } catch (AssertionError ended) {
      return false;
    }
  }

  @Test
  void whoKeepsSilentDoesNotStarveTheOthers() throws IOException {
    app.startDaemonWithDescriptors(200).says(" serves");
    List<Wire> silent = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      silent.add(Wire.connect(app.socket));
    }
    for (int i = 0; i < 3; i++) {
      Child call = append("through");
      assertThat(call.status()).as(call.err()).isZero();
    }
    for (Wire wire : silent) {
      wire.close();
    }
  }

  @Test
  void manyLargeRequestsAtOnceDoNotTakeAllMemory() throws Exception {
    app.withHeap("768m -Djdk.virtualThreadScheduler.parallelism=16");
    Child daemon = app.daemon();
    String request =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\","
            + "\"arguments\":{\"text\":\"x\"},\"_meta\":{\"x\":["
            + "{},".repeat(EMPTY_OBJECTS)
            + "{}]}}}";
    List<Thread> clients = new ArrayList<>();
    List<String> replies = new java.util.concurrent.CopyOnWriteArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofPlatform().start(() -> ask(request, replies)));
    }
    for (Thread client : clients) {
      client.join();
    }
    assertThat(daemon.process.isAlive()).as(daemon.err()).isTrue();
    assertThat(replies)
        .hasSize(CLIENTS)
        .allMatch(it -> it.contains("\"result\"") || it.contains("not_started"))
        .anyMatch(it -> it.contains("\"result\""));
  }

  private void ask(String request, List<String> replies) {
    try (Wire wire = Wire.connect(app.socket)) {
      wire.line();
      try {
        wire.send(handshake("k"), request);
      } catch (IOException refused) {
        // it was told so before it had sent all
      }
      replies.add(wire.rest().getLast());
    } catch (IOException e) {
      replies.add(e.toString());
    }
  }

  @Test
  void aHomeMayBeALink() throws IOException {
    Path disk = Files.createDirectory(home.resolve("disk"));
    Files.setPosixFilePermissions(
        disk, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(home.resolve(".ridethrough"), disk);
    app.daemon();
    assertThat(append("linked").status()).isZero();
    assertThat(disk.resolve("ledger.db")).exists();
  }

  @Test
  void aLocaleThatWasNeverGeneratedDoesNoHarm() throws IOException {
    Path accented = Files.createDirectory(home.resolve("Jürgen"));
    try (App other = new App(accented).withVariable("LC_ALL", "en_XX.UTF-8")) {
      other.daemon();
      Child call = other.start("call", "echo", "{\"text\":\"ü\"}");
      assertThat(call.status()).as(call.err()).isZero();
      assertThat(call.out().toString()).contains("ü");
    }
  }
}
