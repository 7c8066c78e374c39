package dev.ridethrough.app;

import static dev.ridethrough.machine.Wire.call;
import static dev.ridethrough.machine.Wire.handshake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged daemon, its path, its signals and its deaths.
class DaemonIT {
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

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  private static void chmod(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  /// A slow request that has been started.
  private Wire running(int millis) throws IOException {
    Wire wire = Wire.connect(app.socket);
    wire.line();
    wire.send(
        handshake("slow"), call(1, "ledger_slow_append", "{\"text\":\"x\",\"ms\":" + millis + "}"));
    assertThat(wire.line()).contains("notifications/progress");
    return wire;
  }

  @Test
  void socketAndDirectoryAreForTheOwnerOnly() throws IOException {
    app.daemon();
    assertThat(mode(app.socket)).isEqualTo("rw-------");
    assertThat(mode(app.socket.getParent())).isEqualTo("rwx------");
    assertThat(mode(app.socket.resolveSibling("daemon.sock.lock"))).isEqualTo("rw-------");
  }

  @Test
  void aLooseDirectoryIsRefusedAndItsStaleSocketLeftAlone() throws IOException {
    Files.createDirectory(app.socket.getParent());
    Wire.listen(app.socket).close();
    chmod(app.socket.getParent(), "rwxr-xr-x");
    Child daemon = app.startDaemon();
    assertThat(daemon.status()).isEqualTo(1);
    assertThat(daemon.err()).contains("others may enter").contains("mode 700");
    try (var found = Files.list(app.socket.getParent())) {
      assertThat(found).containsExactly(app.socket);
    }
  }

  @Test
  void aStaleSocketIsReplacedByTheNextGeneration() throws IOException {
    app.daemon().kill();
    assertThat(app.socket).exists();
    app.daemon().says("generation 2 serves");
    Child status = app.start("daemon", "status");
    assertThat(status.status()).isZero();
    assertThat(status.out()).first().asString().startsWith("serving: generation 2, pid ");
  }

  @Test
  void aLiveSocketIsRefused() throws IOException {
    Child first = app.daemon();
    Child second = app.startDaemon();
    assertThat(second.status()).isEqualTo(1);
    assertThat(second.err())
        .contains("already in use")
        .contains("pid " + first.process.pid())
        .contains(app.socket.toString());
    assertThat(app.start("call", "echo", "{\"text\":\"x\"}").status()).isZero();
  }

  @Test
  void aRegularFileIsNeverDeleted() throws IOException {
    Files.createDirectory(app.socket.getParent());
    chmod(app.socket.getParent(), "rwx------");
    Files.writeString(app.socket, "precious");
    Child daemon = app.startDaemon();
    assertThat(daemon.status()).isEqualTo(1);
    assertThat(daemon.err()).contains("not a socket").contains("left alone");
    assertThat(app.socket).hasContent("precious");
  }

  @Test
  void aPathThatIsTooLongIsRefusedWithTheNumber() throws IOException {
    Path longer = home.resolve("x".repeat(110));
    Child daemon = app.startDaemon("--socket", longer.toString());
    assertThat(daemon.status()).isEqualTo(1);
    assertThat(daemon.err()).contains(longer.toString().length() + " bytes").contains("at most 10");
    Child call = app.start("call", "echo", "--socket", longer.toString());
    assertThat(call.status()).isEqualTo(69);
    assertThat(call.err()).contains(longer.toString().length() + " bytes");
  }

  @Test
  void aHomeElsewhereIsCreated() throws IOException {
    Path elsewhere = home.resolve("a/b");
    app.daemon("--home", elsewhere.toString(), "--socket", home.resolve("s/d").toString());
    assertThat(elsewhere.resolve("ledger.db")).exists();
    assertThat(mode(elsewhere)).isEqualTo("rwx------");
  }

  @Test
  void thePathIsGoneBeforeTheDrainEndsAndWhoComesMeanwhileMayTryAgain() throws IOException {
    Child daemon = app.daemon();
    try (Wire slow = running(60_000)) {
      daemon.terminate();
      await().until(() -> Files.notExists(app.socket));
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> Wire.connect(app.socket));
      Child call = app.start("call", "echo", "{\"text\":\"x\"}", "--grace", "0s");
      assertThat(call.status()).isEqualTo(69);
      assertThat(call.err()).contains("safe to try again");
      assertThat(daemon.process.isAlive()).as("it still drains").isTrue();
      slow.send("{\"ridethrough\":\"cancel\"}");
      assertThat(slow.rest()).last().asString().contains("\"id\":1,\"result\"");
    }
    assertThat(daemon.status()).isZero();
  }

  @Test
  void theNextDaemonWaitsForTheDrainAndServes() throws IOException {
    Child first = app.daemon();
    try (Wire slow = running(1500)) {
      first.terminate();
      await().until(() -> Files.notExists(app.socket));
      Child second = app.daemon();
      assertThat(first.process.isAlive()).as("two generations at once").isFalse();
      assertThat(second.err()).contains("generation 2 serves");
      assertThat(slow.rest()).last().asString().contains("result");
    }
  }

  @Test
  void theDrainIsBounded() throws IOException {
    Child daemon = app.daemon("--drain", "300ms");
    try (Wire slow = running(60_000)) {
      daemon.terminate();
      await().atMost(Duration.ofSeconds(3)).until(() -> !daemon.process.isAlive());
      assertThat(daemon.status()).isEqualTo(1);
      assertThat(slow.rest()).noneMatch(line -> line.contains("\"id\":1"));
    }
  }

  @Test
  void endsWithinThreeSecondsOfSigtermWithAClientConnected() throws IOException {
    Child daemon = app.daemon();
    try (Wire silent = Wire.connect(app.socket)) {
      silent.line();
      daemon.terminate();
      await().atMost(Duration.ofSeconds(3)).until(() -> !daemon.process.isAlive());
      assertThat(daemon.status()).isZero();
      assertThat(silent.rest()).singleElement().asString().contains("not_started");
    }
    assertThat(app.socket).doesNotExist();
  }

  @Test
  void manySignalsMakeOneShutdown() throws IOException {
    Child daemon = app.daemon();
    try (Wire slow = running(800)) {
      daemon.terminate().terminate().terminate();
      await().until(() -> Files.notExists(app.socket));
      daemon.terminate();
      assertThat(slow.rest()).last().asString().contains("result");
    }
    assertThat(daemon.status()).isZero();
  }

  @Test
  void aVanishedPathIsBoundAgain() throws IOException {
    app.daemon();
    Files.delete(app.socket);
    await().until(() -> Files.exists(app.socket));
    assertThat(app.start("call", "echo", "{\"text\":\"x\"}").status()).isZero();
    assertThat(mode(app.socket)).isEqualTo("rw-------");
  }

  @Test
  void sigtermWhileItWaitsForTheLeaseStrandsNothing() throws IOException {
    Child first = app.daemon();
    try (Wire slow = running(2000)) {
      first.terminate();
      await().until(() -> Files.notExists(app.socket));
      Child second = app.startDaemon();
      await().pollDelay(Duration.ofMillis(500)).until(second.process::isAlive);
      assertThat(second.terminate().status()).isIn(0, 143);
      assertThat(slow.rest()).last().asString().contains("result");
    }
    assertThat(first.status()).isZero();
    app.daemon();
  }

  @Test
  void anUnterminatedRequestIsNeverExecuted() throws IOException {
    app.daemon();
    try (Wire wire = Wire.connect(app.socket)) {
      wire.line();
      wire.send(handshake("k"));
      wire.sendRaw(call(1, "ledger_append", "{\"text\":\"cut\"}")).end();
      assertThat(wire.rest()).isEmpty();
    }
    Child entries = app.start("call", "ledger_entries");
    assertThat(entries.status()).isZero();
    assertThat(entries.out().toString()).doesNotContain("cut");
  }

  @Test
  void stopEndsItAndSaysSo() throws IOException {
    Child daemon = app.daemon();
    Child stop = app.start("daemon", "stop");
    assertThat(stop.status()).isZero();
    assertThat(stop.out()).singleElement().asString().contains("pid " + daemon.process.pid());
    assertThat(daemon.status()).isZero();
    assertThat(app.start("daemon", "stop").status()).isEqualTo(69);
    assertThat(app.start("daemon", "status").status()).isEqualTo(69);
  }
}
