package dev.ridethrough.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A proxy in this process, between a client and daemons that are played by hand.
class ServeTest {
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

  /// A connection whose request has come in whole; its handshake is dropped.
  private static Wire withRequest(ServerSocketChannel listener, long generation)
      throws IOException {
    Wire wire = Wire.accept(listener).send(Wire.greeting(generation));
    wire.line();
    wire.line();
    return wire;
  }

  @Test
  void aRequestSurvivesTheWindowWithItsIdAndOneReply() throws IOException {
    try (Session session = new Session(socket, WINDOW).request(7)) {
      await().pollDelay(Duration.ofMillis(300)).until(() -> session.lines().isEmpty());
      try (ServerSocketChannel listener = Wire.listen(socket);
          Wire wire = withRequest(listener, 1)) {
        wire.send(result(7));
        session.heard("\"id\":7");
      }
      assertThat(session.end()).isZero();
      assertThat(session.lines()).containsExactly(result(7));
    }
  }

  @Test
  void oneProxyTalksToGenerationOneThenTwo() throws IOException {
    try (Session session = new Session(socket, WINDOW)) {
      for (int generation = 1; generation <= 2; generation++) {
        Files.deleteIfExists(socket);
        session.request(generation);
        try (ServerSocketChannel listener = Wire.listen(socket);
            Wire wire = withRequest(listener, generation)) {
          wire.send(result(generation));
          session.heard("\"id\":" + generation);
        }
      }
    }
  }

  @Test
  void goesOnServingAfterADaemonDiedInMidRequest() throws IOException {
    try (Session session = new Session(socket, WINDOW).request(1);
        ServerSocketChannel listener = Wire.listen(socket)) {
      withRequest(listener, 1).close();
      assertThat(session.heard("\"id\":1")).contains("-31002").contains("may have restarted");
      session.request(2);
      try (Wire wire = withRequest(listener, 2)) {
        wire.send(result(2));
        session.heard("\"id\":2");
      }
      assertThat(session.ended).isNotDone();
    }
  }

  @Test
  void noReplyWaitsBehindAnothersOutage() throws IOException {
    try (Session session = new Session(socket, WINDOW);
        ServerSocketChannel listener = Wire.listen(socket)) {
      session.request(1);
      try (Wire stuck = Wire.accept(listener)) {
        session.request(2);
        try (Wire wire = withRequest(listener, 1)) {
          wire.send(result(2));
          session.heard("\"id\":2");
        }
        assertThat(session.lines()).containsExactly(result(2));
        stuck.send(Wire.greeting(1));
        stuck.line();
        stuck.line();
        stuck.send(result(1));
        session.heard("\"id\":1");
      }
    }
  }

  @Test
  void tenRequestsInOneOutageEachFinishInOneWindow() {
    Duration window = Duration.ofMillis(600);
    try (Session session = new Session(socket, window)) {
      long before = System.nanoTime();
      IntStream.range(0, 10).forEach(session::request);
      await().until(() -> session.lines().size() == 10);
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(window, window.plusMillis(500));
      assertThat(session.lines()).allMatch(line -> line.contains("-31001"));
    }
  }

  @Test
  void aRequestThatIsCancelledWhileItWaitsIsNeitherSentNorAnswered() throws IOException {
    try (Session session = new Session(socket, WINDOW).request(1).cancel(1)) {
      session.send("nonsense"); // its answer tells that the cancellation was read
      session.heard("-32700");
      try (ServerSocketChannel listener = Wire.listen(socket)) {
        session.request(2);
        try (Wire wire = Wire.accept(listener).send(Wire.greeting(1))) {
          wire.line();
          assertThat(wire.line()).contains("\"id\":2");
          wire.send(result(2));
        }
        session.heard("\"id\":2");
        assertThat(session.end()).isZero();
        listener.configureBlocking(false);
        assertThat(listener.accept()).as("another connection").isNull();
      }
      assertThat(session.lines()).noneMatch(line -> line.contains("\"id\":1"));
    }
  }

  @Test
  void aCancellationMayWriteTheIdInAnotherWayAndFreesIt() throws IOException {
    try (Session session = new Session(socket, WINDOW)) {
      session.send("{\"jsonrpc\":\"2.0\",\"id\":\"e\\u0041\",\"method\":\"ping\"}");
      session.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"eA\"}}");
      session.send("nonsense"); // its answer tells that the cancellation was read
      session.heard("-32700");
      session.send("{\"jsonrpc\":\"2.0\",\"id\":\"eA\",\"method\":\"ping\"}");
      try (ServerSocketChannel listener = Wire.listen(socket);
          Wire wire = Wire.accept(listener).send(Wire.greeting(1))) {
        wire.line();
        assertThat(wire.line()).contains("\"eA\"");
        wire.send("{\"jsonrpc\":\"2.0\",\"id\":\"eA\",\"result\":{}}");
        session.heard("\"eA\"");
      }
      assertThat(session.end()).isZero();
      assertThat(session.lines()).filteredOn(line -> line.contains("result")).hasSize(1);
    }
  }

  @Test
  void aCancellationOfWhatWasSentReachesTheDaemonAndNoReplyTheClient() throws IOException {
    try (Session session = new Session(socket, WINDOW).request(1);
        ServerSocketChannel listener = Wire.listen(socket);
        Wire wire = withRequest(listener, 1)) {
      session.cancel(1);
      assertThat(wire.line()).isEqualTo("{\"ridethrough\":\"cancel\"}");
      wire.send(result(1)).close();
      assertThat(session.end()).isZero();
      assertThat(session.lines()).isEmpty();
    }
  }

  @Test
  void notificationsArePassedOnBeforeTheReply() throws IOException {
    String progress = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}";
    try (Session session = new Session(socket, WINDOW).request(1);
        ServerSocketChannel listener = Wire.listen(socket);
        Wire wire = withRequest(listener, 1)) {
      wire.send(progress, "{\"ridethrough\":\"alive\"}");
      session.heard("progress"); // before the reply even exists
      wire.send(progress, result(1));
      session.heard("\"id\":1");
      assertThat(session.lines()).containsExactly(progress, progress, result(1));
    }
  }

  @Test
  void whatBelongsToNobodyIsDroppedAndLogged() throws IOException {
    try (Session session = new Session(socket, WINDOW).request(1);
        ServerSocketChannel listener = Wire.listen(socket);
        Wire wire = withRequest(listener, 1)) {
      wire.send(result(99), "nonsense", "{\"id\":null,\"error\":{}}", result(1));
      session.heard("\"id\":1");
      assertThat(session.end()).isZero();
      assertThat(session.lines()).containsExactly(result(1));
      assertThat(session.machine.log.toString())
          .contains("dropped a reply to 99")
          .contains("dropped a line from the daemon");
    }
  }

  @Test
  void whatInitializeAgreedOnGoesWithEachLaterRequest() throws IOException {
    try (Session session = new Session(socket, WINDOW);
        ServerSocketChannel listener = Wire.listen(socket)) {
      session.send(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
              + "{\"clientInfo\":{\"name\":\"editor\"},\"capabilities\":{\"roots\":{}}}}");
      try (Wire wire = withRequest(listener, 1)) {
        wire.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-11-25\"}}");
      }
      session.heard("\"id\":1");
      session.request(2);
      try (Wire wire = Wire.accept(listener).send(Wire.greeting(2))) {
        assertThat(wire.line()).contains("\"session\":{").contains("2025-11-25", "editor", "roots");
        wire.line();
        wire.send(result(2));
      }
      session.heard("\"id\":2");
    }
  }

  @Test
  void anIdThatIsInFlightIsRefusedAndTheFirstStillAnswered() throws IOException {
    try (Session session = new Session(socket, WINDOW).request(1).request(1)) {
      assertThat(session.heard("-32600")).contains("in flight already");
      try (ServerSocketChannel listener = Wire.listen(socket);
          Wire wire = withRequest(listener, 1)) {
        wire.send(result(1));
        session.heard("\"result\"");
      }
    }
  }

  @Test
  void whatIsNoRequestGetsAnErrorAndTheSessionGoesOn() {
    try (Session session = new Session(socket, Duration.ZERO)) {
      session.send("").send("{").send("[" + "{}" + "]").request(1);
      session.heard("\"id\":1");
      assertThat(session.lines()).filteredOn(line -> line.contains("-32700")).hasSize(1);
      assertThat(session.end()).isZero();
    }
  }

  @Test
  void theReplyInFlightIsDeliveredAfterTheClientHasEnded() throws IOException {
    try (Session session = new Session(socket, WINDOW).request(1);
        ServerSocketChannel listener = Wire.listen(socket);
        Wire wire = withRequest(listener, 1)) {
      session.machine.stdin.close();
      await().during(Duration.ofMillis(100)).until(() -> !session.ended.isDone());
      wire.send(result(1));
      assertThat(session.ended.join()).isZero();
      assertThat(session.lines()).containsExactly(result(1));
    }
  }

  @Test
  void onSigtermItDeliversWhatIsInFlightThenEnds() throws IOException {
    try (Session session = new Session(socket, WINDOW).request(1);
        ServerSocketChannel listener = Wire.listen(socket);
        Wire wire = withRequest(listener, 1)) {
      session.machine.terminate();
      await().during(Duration.ofMillis(100)).until(() -> !session.ended.isDone());
      wire.send(result(1));
      assertThat(session.ended.join()).isZero();
      assertThat(session.lines()).containsExactly(result(1));
    }
  }

  /// On standard error only: MCP allows log messages only to servers that offer logging.
  @Test
  void eachOtherVersionIsMentionedOnceAndItsTextEscaped() throws IOException {
    List<String> versions = List.of("9\\nforged", "test", "10", "9\\nforged", "10");
    try (Session session = new Session(socket, WINDOW);
        ServerSocketChannel listener = Wire.listen(socket)) {
      for (int id = 1; id <= versions.size(); id++) {
        session.request(id);
        String greeting = Wire.greeting(1).replace("test", versions.get(id - 1));
        try (Wire wire = Wire.accept(listener).send(greeting)) {
          wire.line();
          wire.line();
          wire.send(result(id));
        }
        session.heard("\"id\":" + id);
      }
      assertThat(session.machine.log).hasSize(2).allMatch(it -> it.contains("restart the older"));
      assertThat(session.machine.log.getFirst())
          .startsWith("ridethrough: the daemon has version 9\\u000aforged, this proxy test.");
      assertThat(session.machine.log.getLast()).contains("the daemon has version 10,");
      assertThat(session.lines()).hasSize(versions.size()).allMatch(it -> it.contains("result"));
    }
  }
}
