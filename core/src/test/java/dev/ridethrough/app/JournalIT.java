package dev.ridethrough.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged daemon's journal, and what happens to its file.
class JournalIT {
  private static final int KIBIBYTE = 1024;

  @TempDir private Path home;
  private App app;
  private Path ledger;

  @BeforeEach
  void start() {
    app = new App(home);
    ledger = app.socket.resolveSibling("ledger.db");
  }

  @AfterEach
  void end() {
    app.close();
  }

  /// A session with a request that has been started.
  private Child working(int millis) throws IOException {
    Child serve = app.start("serve", "--delivery", "exactly-once");
    serve.send(
        """
        {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"ledger_slow_append",\
        "arguments":{"text":"once","ms":%d},"_meta":{"progressToken":"p"}}}\
        """
            .formatted(millis));
    serve.hears("notifications/progress");
    return serve;
  }

  private Child append(String text) throws IOException {
    Child call =
        app.start(
            "call",
            "ledger_append",
            "{\"text\":\"" + text + "\"}",
            "--delivery",
            "exactly-once",
            "--grace",
            "2s");
    call.status();
    return call;
  }

  private String ledger() throws IOException {
    Child entries = app.start("call", "ledger_entries", "--delivery", "exactly-once");
    assertThat(entries.status()).as(entries.err()).isZero();
    return entries.out().toString();
  }

  @Test
  void whatADrainCutsIsExecutedOnceByTheNextGeneration() throws IOException {
    Child daemon = app.daemon("--drain", "200ms");
    Child serve = working(1500);
    daemon.terminate();
    assertThat(daemon.status()).isEqualTo(1);
    assertThat(daemon.err()).contains("cut off 1 requests that ran longer than the drain limit");
    app.daemon();
    assertThat(serve.hears("\"id\":7,")).contains("\"result\"", "\"isError\":false");
    assertThat(ledger()).containsOnlyOnce("once");
  }

  @Test
  void aLostStoreIsNotTakenForOneInWhichNothingHappened() throws IOException {
    Child daemon = app.daemon();
    Child serve = working(1500);
    daemon.kill();
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(ledger.resolveSibling("ledger.db" + suffix));
    }
    app.daemon();
    assertThat(serve.hears("\"id\":7,"))
        .contains("-31002", "its store may have been lost", "look at its effect");
    assertThat(ledger()).doesNotContain("once");
  }

  /// A file that may not grow any more is to the store what a full disk is.
  @Test
  void withoutRoomNothingIsStartedAndReadsGoOn() throws IOException {
    Child daemon = app.daemon();
    assertThat(append("before").status()).isZero();
    daemon.limit("fsize=" + 8 * KIBIBYTE + ":");

    Child refused = append("x".repeat(8 * KIBIBYTE));
    assertThat(refused.status()).as(refused.err()).isEqualTo(69);
    assertThat(refused.err())
        .contains("Not sent", "the journal failed", ledger.toString(), "full", "free space")
        .doesNotContain("Exception", "\tat ");
    assertThat(ledger()).contains("before").doesNotContain("xxx");

    daemon.limit("fsize=unlimited:");
    assertThat(append("after").status()).isZero();
    assertThat(ledger()).containsOnlyOnce("after").doesNotContain("xxx");
    assertThat(daemon.process.isAlive()).isTrue();
  }

  @Test
  void aStoreOfALaterVersionIsRefusedByItsNumber() throws Exception {
    app.daemon().terminate().status();
    try (Connection later = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        Statement statement = later.createStatement()) {
      statement.execute("PRAGMA user_version = 3");
    }
    Child daemon = app.startDaemon();
    assertThat(daemon.status()).isEqualTo(1);
    assertThat(daemon.err())
        .contains(
            ledger.toString(), "2 formats ahead", "Nothing was changed", "Start the version that")
        .doesNotContain("Exception", "\tat ");
    assertThat(number()).isEqualTo(3);
  }

  private int number() throws SQLException {
    try (Connection later = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        Statement statement = later.createStatement()) {
      return statement.executeQuery("PRAGMA user_version").getInt(1);
    }
  }
}
