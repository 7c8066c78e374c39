package dev.ridethrough.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.TestMachine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon whose process its clients can't see, as between two containers that share the directory
/// of the socket. Here both are in a PID namespace of their own, which takes root; a test that
/// can't run fails.
class OtherContainerIT {
  @TempDir private Path home;
  private App app;
  private Child daemon;

  @BeforeEach
  void start() throws IOException {
    assertThat(TestMachine.REAL.self().uid()).as("only root can make a namespace").isZero();
    app = new App(home);
    daemon = app.startApart("daemon", "run").says(" serves");
  }

  @AfterEach
  void end() {
    app.close();
  }

  @Test
  void servesWhoeverIsOfTheSameUser() throws IOException {
    Child call = app.startApart("call", "ledger_append", "{\"text\":\"hello\"}");
    assertThat(call.status()).as(call.err()).isZero();
  }

  @Test
  void statusSaysThatItsProcessIsElsewhere() throws IOException {
    Child status = app.startApart("daemon", "status");
    assertThat(status.status()).isZero();
    assertThat(String.join("\n", status.out()))
        .contains("serving: generation 1, pid 1 of another container, version ");
  }

  @Test
  void stopSaysWhatToDoInsteadAndSignalsNobody() throws IOException {
    Child stop = app.startApart("daemon", "stop");
    assertThat(stop.status()).isEqualTo(1);
    assertThat(stop.err()).contains(app.socket + " runs in another container", "Stop that");
    assertThat(app.startApart("daemon", "status").status()).isZero();
  }

  /// The kernel keeps every signal from process 1 that this does not handle.
  @Test
  void asProcessOneItEndsOnSigterm() {
    daemon.process.children().forEach(ProcessHandle::destroy);
    assertThat(daemon.status()).isZero();
    assertThat(app.socket).doesNotExist();
  }
}
