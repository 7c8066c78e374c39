package dev.ridethrough.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged `call`: what a shell script sees.
class CallIT {
  private static final String SLOW = "{\"text\":\"x\",\"ms\":60000}";

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

  @Test
  void startedWithoutADaemonItSucceedsOnceOneComes() throws IOException {
    Child call = app.start("call", "echo", "{\"text\":\"hello\"}");
    await().pollDelay(Duration.ofMillis(600)).until(call.process::isAlive);
    app.startDaemon();
    assertThat(call.status()).isZero();
    assertThat(call.out().toString()).contains("hello");
  }

  @Test
  void succeedsWhenOnlyAStaleSocketIsLeftAndADaemonComes() throws IOException {
    app.daemon().kill();
    Child call = app.start("call", "echo", "{\"text\":\"hello\"}", "--poll", "200ms");
    await().pollDelay(Duration.ofMillis(500)).until(call.process::isAlive);
    app.startDaemon();
    assertThat(call.status()).isZero();
  }

  @Test
  void exits75WhenItsDaemonIsKilledInMidCall() throws IOException {
    Child daemon = app.daemon();
    Child call = app.start("call", "ledger_slow_append", SLOW, "--delivery", "at-most-once");
    awaitSent(daemon);
    daemon.kill();
    assertThat(call.status()).isEqualTo(75);
    assertThat(call.err()).contains("may have restarted").contains("look at its effect");
    assertThat(call.err()).doesNotContainIgnoringCase("retry");
    assertThat(call.out()).isEmpty();
  }

  /// `call` shows no progress. But the kernel shows its connection, and once greeted it writes at
  /// once.
  private void awaitSent(Child daemon) {
    await()
        .during(Duration.ofMillis(300))
        .failFast(() -> !daemon.process.isAlive())
        .until(this::isConnected);
  }

  private boolean isConnected() throws IOException {
    try (var sockets = Files.lines(Path.of("/proc/net/unix"))) {
      return sockets.anyMatch(line -> line.contains(" 03 ") && line.contains(app.socket + "~"));
    }
  }

  @Test
  void exits69AfterTheWindow() throws IOException {
    Child call = app.start("call", "echo", "{\"text\":\"x\"}", "--grace", "300ms");
    assertThat(call.status()).isEqualTo(69);
    assertThat(call.err())
        .contains(app.socket.toString())
        .contains("after an update")
        .contains("safe to try again");
  }

  @Test
  void exits64OnWrongUsage() throws IOException {
    assertThat(app.start("call", "echo", "{nonsense").status()).isEqualTo(64);
    assertThat(app.start("call").status()).isEqualTo(64);
    assertThat(app.start("call", "echo", "--grace", "soon").status()).isEqualTo(64);
    assertThat(app.start().status()).isEqualTo(64);
  }

  @Test
  void exits1WhenTheToolFails() throws IOException {
    app.daemon();
    Child noTool = app.start("call", "no_such_tool");
    Child noArgument = app.start("call", "ledger_append");
    assertThat(noTool.status()).isEqualTo(1);
    assertThat(noTool.err()).contains("no_such_tool");
    assertThat(noArgument.status()).isEqualTo(1);
    assertThat(noArgument.err()).contains("text");
  }
}
