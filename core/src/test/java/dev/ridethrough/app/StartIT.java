package dev.ridethrough.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starts of the packaged daemon that don't go as planned.
class StartIT {
  private static final int RACES = 10;
  private static final int SIGNALS = 25;
  private static final long SEED = 1;

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

  /// Each round leaves a stale socket to the next one.
  @Test
  void ofTwoStartersAtOnceOneServesAndTheOtherNamesIt() throws IOException {
    for (int round = 0; round < RACES; round++) {
      Child one = app.startDaemon();
      Child two = app.startDaemon();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !one.process.isAlive() || !two.process.isAlive());
      Child loser = one.process.isAlive() ? two : one;
      Child winner = one.process.isAlive() ? one : two;
      winner.says(" serves");
      assertThat(loser.status()).isEqualTo(1);
      assertThat(loser.err())
          .contains("already in use", "(pid " + winner.process.pid() + ")")
          .doesNotContain(" serves");
      winner.kill();
    }
    app.daemon().says("generation " + (RACES + 1) + " serves");
  }

  @Test
  void twoHomesWithOneSocketPathMakeOneDaemon() throws IOException {
    String socket = home.resolve("s/d.sock").toString();
    Child first = app.daemon("--home", home.resolve("a").toString(), "--socket", socket);
    Child second = app.startDaemon("--home", home.resolve("b").toString(), "--socket", socket);
    assertThat(second.status()).isEqualTo(1);
    assertThat(second.err())
        .contains(socket + " is already in use", "(pid " + first.process.pid() + ")");
    assertThat(home.resolve("b/ledger.db")).doesNotExist();
  }

  @Test
  void whereverASignalFindsItTheNextStartServes() throws IOException {
    Random random = new Random(SEED);
    for (int round = 0; round < SIGNALS; round++) {
      Child cut = app.startDaemon();
      await().pollDelay(Duration.ofMillis(random.nextInt(300))).until(() -> true);
      if (round % 5 == 0) {
        cut.kill();
      } else {
        int status = cut.terminate().status();
        assertThat(status == 0 || status == 143 || isCutBeforeMain(cut)).as(cut.err()).isTrue();
      }
      Child next = app.daemon();
      try (Wire wire = Wire.connect(app.socket)) {
        assertThat(wire.line()).contains("greeting");
      }
      next.kill();
    }
  }

  /// A signal that meets Java itself while it begins makes it fail with status 1.
  private static boolean isCutBeforeMain(Child child) {
    return child.err().contains("initialization of VM");
  }

  @Test
  void endsWithinThreeSecondsOfSigtermWithAHundredSilentClients() throws IOException {
    Child daemon = app.daemon();
    List<Wire> silent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      silent.add(Wire.connect(app.socket));
      silent.get(i).line();
    }
    daemon.terminate();
    await().atMost(Duration.ofSeconds(3)).until(() -> !daemon.process.isAlive());
    assertThat(daemon.status()).isZero();
    for (Wire wire : silent) {
      assertThat(wire.rest()).singleElement().asString().contains("not_started");
      wire.close();
    }
  }

  @Test
  void aLedgerThatIsADirectoryEndsTheStartAndWhoWaitsIsServedByTheNext() throws IOException {
    Path ledger = app.socket.resolveSibling("ledger.db");
    app.daemon().terminate().status(); // leaves no log, which would be refused alone later
    Files.delete(ledger);
    Files.createDirectory(ledger);
    assertNextStartServesWhoWaits(ledger, " can't be used");
  }

  @Test
  void aLedgerOfGarbageEndsTheStartAndWhoWaitsIsServedByTheNext() throws IOException {
    Path ledger = app.socket.resolveSibling("ledger.db");
    app.daemon().terminate().status(); // leaves no log, from which SQLite would mend the file
    Files.writeString(ledger, "This is no database. ".repeat(1000));
    assertNextStartServesWhoWaits(ledger, "not an SQLite database or is damaged. Move it away");
  }

  private void assertNextStartServesWhoWaits(Path ledger, String error) throws IOException {
    Child waits = app.start("call", "ledger_append", "{\"text\":\"waits\"}");
    Child daemon = app.startDaemon();
    assertThat(daemon.status()).isEqualTo(1);
    assertThat(daemon.err()).contains(ledger.toString(), error).doesNotContain(" serves");
    assertThat(app.socket).doesNotExist();
    Files.move(ledger, ledger.resolveSibling("bad.db"));
    app.daemon();
    assertThat(waits.status()).as(waits.err()).isZero();
  }

  /// Neither the proxy nor `call` makes or opens anything in a home without a daemon.
  @Test
  void onlyTheDaemonWritesToItsHome() throws IOException {
    Child serve = app.start("serve", "--grace", "200ms");
    serve.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}").hears("-31001");
    assertThat(app.start("call", "echo", "--grace", "200ms").status()).isEqualTo(69);
    assertThat(home).isEmptyDirectory();
    app.daemon();
    assertThat(serve.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}").hears("\"id\":2"))
        .contains("result");
    Path open = Path.of("/proc", String.valueOf(serve.process.pid()), "fd");
    try (var descriptors = Files.list(open)) {
      assertThat(descriptors.map(StartIT::target)).noneMatch(it -> it.contains(home.toString()));
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
