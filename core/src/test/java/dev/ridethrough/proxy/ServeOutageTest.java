package dev.ridethrough.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The life of a session against that of its daemons.
class ServeOutageTest {
  private static final Duration WINDOW = Duration.ofSeconds(8);

  @TempDir private Path room;
  private Path socket;

  @BeforeEach
  void choosePath() {
    socket = room.resolve("d.sock");
  }

  private static String result(int id) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}";
  }

  private static void serveOne(ServerSocketChannel listener, int id) throws IOException {
    try (Wire wire = Wire.accept(listener).send(Wire.greeting(1))) {
      wire.line();
      wire.line();
      wire.send(result(id));
    }
  }

  @Test
  void startedWithoutADaemonItServesTheWholeSessionOnceOneComes() throws IOException {
    try (Session session = new Session(socket, WINDOW).request(1)) {
      await().pollDelay(Duration.ofMillis(400)).until(() -> session.lines().isEmpty());
      try (ServerSocketChannel listener = Wire.listen(socket)) {
        serveOne(listener, 1);
        session.heard(result(1));
        for (int id = 2; id <= 4; id++) {
          session.request(id);
          serveOne(listener, id);
          session.heard(result(id));
        }
      }
      assertThat(session.end()).isZero();
    }
  }

  @Test
  void theSessionOutlivesItsWindowsAndNeverFallsBackForLife() throws IOException {
    try (Session session = new Session(socket, Duration.ofMillis(100))) {
      for (int id = 1; id <= 3; id++) {
        assertThat(session.request(id).heard("\"id\":" + id)).contains("-31001");
      }
      try (ServerSocketChannel listener = Wire.listen(socket)) {
        session.request(4);
        serveOne(listener, 4);
        session.heard(result(4));
      }
      assertThat(session.ended).isNotDone();
    }
  }

  @Test
  void whatWaitsInAnOutageAtTheEndOfTheInputIsStillDelivered() throws IOException {
    try (Session session = new Session(socket, WINDOW).request(1)) {
      session.machine.stdin.close();
      await().pollDelay(Duration.ofMillis(300)).until(() -> !session.ended.isDone());
      try (ServerSocketChannel listener = Wire.listen(socket)) {
        serveOne(listener, 1);
      }
      assertThat(session.ended.join()).isZero();
      assertThat(session.lines()).containsExactly(result(1));
    }
  }

  /// The daemon closes with the request's second line unread: the kernel then resets the
  /// connection, behind the reply.
  @Test
  void aReplyThatIsThereAlreadySurvivesTheResetBehindIt() throws IOException {
    try (Session session = new Session(socket, WINDOW).request(1);
        ServerSocketChannel listener = Wire.listen(socket)) {
      try (Wire wire = Wire.accept(listener).send(Wire.greeting(1))) {
        wire.line();
        wire.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}", result(1));
      }
      assertThat(session.heard("\"id\":1")).isEqualTo(result(1));
      assertThat(session.end()).isZero();
    }
  }

  /// Nothing of the home is read or written: the socket itself is the first thing asked for.
  @Test
  void itGoesStraightToTheDaemonAndOpensNothingLocal() throws IOException {
    try (ServerSocketChannel listener = Wire.listen(socket);
        Session session = new Session(socket, WINDOW).request(1)) {
      serveOne(listener, 1);
      session.heard(result(1));
      assertThat(session.end()).isZero();
      assertThat(session.machine.calls)
          .contains("sockets")
          .doesNotContainAnyElementsOf(List.of("files", "openStore"));
    }
  }
}
