package dev.ridethrough.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.grace.Delivery;
import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Poll;
import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.proxy.Daemons.Taken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a proxy tells daemons that they may forget.
class AcknowledgedTest {
  @TempDir private Path room;
  private Path socket;
  private Daemons daemons;

  @BeforeEach
  void listen() throws IOException {
    socket = room.resolve("d.sock");
    daemons = new Daemons(socket);
  }

  @AfterEach
  void stop() throws IOException {
    daemons.close();
  }

  private Session session(Duration window) {
    Grace atMostOnce = Grace.of(window, Poll.JITTERED).with(Delivery.AT_MOST_ONCE);
    return new Session(socket, atMostOnce, port -> port);
  }

  /// Waits until a request says so: an answer is acknowledged right after it was heard.
  private void awaitAcknowledged(Session session, int from, String expected) {
    int[] id = {from};
    await()
        .untilAsserted(() -> {
          session.request(id[0]++);
          try (Taken taken = daemons.take()) {
            taken.answer();
            assertThat(taken.handshake()).containsPattern(expected);
          }
        });
  }

  @Test
  void theFirstRequestAcknowledgesNothing() throws IOException {
    try (Session _ = session(Duration.ofSeconds(8)).request(1);
        Taken taken = daemons.take()) {
      assertThat(taken.handshake()).contains("\"number\":1").doesNotContain("acknowledged");
      taken.answer();
    }
  }

  @Test
  void aRequestThatStillRunsHoldsTheOthersBack() throws IOException {
    try (Session session = session(Duration.ofSeconds(8)).request(1);
        Taken slow = daemons.take()) {
      for (int id = 2; id <= 4; id++) {
        session.request(id);
        try (Taken taken = daemons.take()) {
          assertThat(taken.handshake()).contains("\"number\":" + id).doesNotContain("acknowledged");
          taken.answer();
        }
        session.heard("\"id\":" + id);
      }
      slow.answer();
      session.heard("\"id\":1");
      awaitAcknowledged(session, 5, "\"acknowledged\":([4-9]|\\d\\d)");
    }
  }

  @Test
  void whatWasRefusedCancelledGivenUpOrHandedOverIsAcknowledgedToo() throws IOException {
    try (Session session = session(Duration.ofSeconds(8)).request(1);
        Taken first = daemons.take()) {
      session.request(1); // 2: refused, its id is in flight
      session.heard("-32600");
      session.request(3); // lost: at-most-once gives it up
      daemons.take().lose();
      session.heard("-31002");
      session.request(4);
      try (Taken cancelled = daemons.take()) {
        session.cancel(4);
        assertThat(cancelled.wire().line()).contains("cancel");
      }
      session.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\"}"); // 5
      daemons.take().lose();
      first.answer();
      session.heard("\"id\":1");
      awaitAcknowledged(session, 6, "\"acknowledged\":([5-9]|\\d\\d)");
    }
  }

  /// Its journal could be asked for it again, if this proxy had not written it yet.
  @Test
  void aReplyIsAcknowledgedOnlyOnceItIsWritten() throws IOException {
    Latch writing = new Latch();
    Latch read = new Latch();
    UnaryOperator<Machine> slowReader =
        port ->
            TestMachine.overriding(
                Machine.class,
                port,
                "stdout",
                (_, original) -> {
                  ByteStream stdout = (ByteStream) original.call();
                  return TestMachine.overriding(
                      ByteStream.class,
                      stdout,
                      "write",
                      (_, write) -> {
                        writing.open();
                        read.await();
                        return write.call();
                      });
                });
    try (Session session = new Session(socket, Duration.ofSeconds(8), slowReader).request(1)) {
      daemons.answerNext();
      writing.await();
      session.request(2);
      try (Taken taken = daemons.take()) {
        assertThat(taken.handshake()).doesNotContain("acknowledged");
        read.open();
        session.heard("\"id\":1");
        taken.answer();
      }
      awaitAcknowledged(session, 3, "\"acknowledged\":[2-9]");
    } finally {
      read.open();
    }
  }

  @Test
  void whatIsLostIsNotAcknowledgedBetweenItsAttempts() throws IOException {
    Grace grace = Grace.of(Duration.ofSeconds(8), Poll.JITTERED).with(Delivery.EXACTLY_ONCE);
    try (Session session = new Session(socket, grace, port -> port).request(1)) {
      try (Taken _ = daemons.take()) {
        daemons.leave();
      }
      session.request(2);
      daemons.comeBack();
      try (Taken one = daemons.take();
          Taken other = daemons.take()) {
        assertThat(one.handshake() + other.handshake())
            .contains("\"number\":1", "\"number\":2")
            .doesNotContain("acknowledged");
        one.answer();
        other.answer();
        session.heard("\"id\":1");
        session.heard("\"id\":2");
      }
      awaitAcknowledged(session, 3, "\"acknowledged\":[2-9]");
    }
  }
}
