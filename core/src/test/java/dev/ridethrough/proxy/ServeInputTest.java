package dev.ridethrough.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Pipe;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import dev.ridethrough.wire.Lines;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client may send that is no request. No daemon runs, unless a test plays one.
class ServeInputTest {
  private static final Duration WINDOW = Duration.ofSeconds(8);

  @TempDir private Path room;
  private Path socket;

  @BeforeEach
  void choosePath() {
    socket = room.resolve("d.sock");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "nonsense | null | -32700 | not valid JSON",
        "{\"id\":1,\"method\":\"ping\" | null | -32700 | it ends too early",
        "[{\"id\":1,\"method\":\"ping\"}] | null | -32600 | send one message a line",
        "7 | null | -32600 | a JSON object",
        "{\"id\":true,\"method\":\"ping\"} | null | -32600 | a string or a number",
        "{\"id\":1,\"id\":2,\"method\":\"ping\"} | null | -32600 | more than once",
        "{\"id\":3,\"method\":\"x\",\"method\":\"ping\"} | 3 | -32600 | more than once",
        "{\"id\":\"a\"} | \"a\" | -32600 | a method",
      })
  void whatIsNoRequestIsAnsweredAtOnceEvenInAnOutage(
      String line, String id, int code, String message) {
    try (Session session = new Session(socket, WINDOW).request(5).send(line)) {
      assertThat(session.heard("\"code\":" + code)).contains("\"id\":" + id + ",", message);
      assertThat(session.lines()).as("request 5 still waits").hasSize(1);
      assertThat(session.ended).isNotDone();
      session.cancel(5);
      assertThat(session.end()).isZero();
    }
  }

  @Test
  void aLineThatIsTooLongIsAnsweredAtOnceAndTheSessionGoesOn() {
    try (Session session = new Session(socket, Duration.ZERO)) {
      session.send("x".repeat(Lines.MAX_LINE_BYTES + 2)).request(1);
      assertThat(session.heard("-32700")).contains("\"id\":null").contains("8388608");
      assertThat(session.heard("\"id\":1,")).contains("-31001");
    }
  }

  /// All places are taken then, and none is ever free again.
  @Test
  void aClientThatReadsNothingDoesNotKeepItsProxyAlive() {
    Semaphore never = new Semaphore(0);
    ByteStream stdout =
        TestMachine.overriding(
            ByteStream.class,
            new Pipe(),
            "write",
            (_, _) -> {
              never.acquire();
              return 0;
            });
    UnaryOperator<Machine> unread =
        port -> TestMachine.overriding(Machine.class, port, "stdout", (_, _) -> stdout);
    int places = 1024;
    try (Session session = new Session(socket, Duration.ZERO, unread)) {
      for (int id = 0; id < places; id++) {
        session.request(id);
      }
      await().until(() -> Collections.frequency(session.machine.calls, "start") > places);
      session.machine.terminate();
      assertThat(session.ended).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(1);
    }
  }

  @Test
  void halfALineAtTheEndOfTheInputIsNeverSentAndSaidSo() throws IOException {
    byte[] half = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(UTF_8);
    try (ServerSocketChannel listener = Wire.listen(socket);
        Session session = new Session(socket, WINDOW)) {
      session.machine.stdin.write(half, 0, half.length);
      assertThat(session.end()).isZero();
      assertThat(session.lines())
          .singleElement()
          .asString()
          .contains("-32700", "\"id\":null", "ended within a line");
      listener.configureBlocking(false);
      assertThat(listener.accept()).as("a connection").isNull();
    }
  }

  @Test
  void aNotificationIsForwardedAndNeverAnswered() throws IOException {
    String notification = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\"}";
    try (Session session = new Session(socket, WINDOW).send(notification);
        ServerSocketChannel listener = Wire.listen(socket)) {
      try (Wire wire = Wire.accept(listener).send(Wire.greeting(1))) {
        wire.line();
        assertThat(wire.line()).isEqualTo(notification);
        wire.send("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{}}");
      }
      assertThat(session.end()).isZero();
      assertThat(session.lines()).isEmpty();
      assertThat(session.machine.log).isEmpty();
    }
  }

  @Test
  void aNotificationThatCouldNotBeDeliveredIsLoggedAndNeverAnswered() {
    try (Session session = new Session(socket, Duration.ofMillis(100))) {
      session.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\"}");
      assertThat(session.end()).isZero();
      assertThat(session.lines()).isEmpty();
      assertThat(session.machine.log)
          .singleElement()
          .asString()
          .contains("a notification was dropped", socket.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
  void aLineInAnotherEncodingIsNoJsonAndTheSessionGoesOn(String encoding) {
    byte[] line =
        "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"ping\"}"
            .getBytes(Charset.forName(encoding));
    try (Session session = new Session(socket, Duration.ZERO)) {
      session.machine.stdin.write(line, 0, line.length);
      session.send("").request(1);
      assertThat(session.heard("-32700")).contains("\"id\":null", "is not UTF-8");
      assertThat(session.heard("\"id\":1,")).contains("-31001");
      assertThat(session.end()).isZero();
    }
  }

  @Test
  void aCancellationThatCannotBeReadIsLoggedAndNeverAnswered() {
    try (Session session = new Session(socket, Duration.ZERO)) {
      session.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1,\"requestId\":2}}");
      assertThat(session.end()).isZero();
      assertThat(session.lines()).isEmpty();
      assertThat(session.machine.log)
          .singleElement()
          .asString()
          .contains("a cancellation was dropped");
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void whatOneLineMakesGoWrongCostsNoOtherItsReply(Class<? extends Throwable> failure) {
    try (Session session = new Session(socket, Duration.ZERO, port -> failing(port, failure))) {
      session.request(1).request(2);
      assertThat(session.heard("\"id\":1,")).contains("-32603", "Nothing of that line");
      assertThat(session.heard("\"id\":2,")).contains("-31001");
      assertThat(session.end()).isZero();
    }
  }

  private static Machine failing(Machine port, Class<? extends Throwable> failure) {
    return TestMachine.overriding(
        Machine.class,
        port,
        "start",
        (arguments, original) -> {
          if (arguments[0].equals("request 1")) {
            throw failure.getDeclaredConstructor().newInstance();
          }
          return original.call();
        });
  }

  @Test
  void aFloodOfLinesOfOneKindIsLoggedAsTheFirstAndACount() {
    try (Session session = new Session(socket, Duration.ZERO)) {
      for (int i = 0; i < 500; i++) {
        session.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}");
      }
      assertThat(session.end()).isZero();
      assertThat(session.machine.log).hasSizeBetween(2, 30);
      assertThat(session.machine.log.getFirst()).contains("a notification was dropped");
      assertThat(
              session.machine.log.subList(1, session.machine.log.size()).stream()
                  .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                  .sum())
          .isEqualTo(499);
    }
  }
}
