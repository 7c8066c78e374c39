package dev.ridethrough.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a session begins, in either era, also while there is no daemon.
class ErasTest {
  private static final Duration WINDOW = Duration.ofSeconds(8);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String DISCOVER =
      """
      {"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{\
      "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
      "io.modelcontextprotocol/clientCapabilities":{}}}}\
      """;
  private static final String OFFER =
      """
      {"version":"9.8.7","capabilities":{"tools":{"listChanged":true},"of":"the last daemon"}}
      """;

  @TempDir private Path room;
  private Path socket;

  @BeforeEach
  void choosePath() {
    socket = room.resolve("d.sock");
  }

  private static String initialize(int id, String client) {
    return """
    {"jsonrpc":"2.0","id":%d,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
    "capabilities":{},"clientInfo":{"name":"%s","version":"1"}}}\
    """
        .formatted(id, client);
  }

  private void offer(String text, String permissions) throws IOException {
    Path file = Files.writeString(room.resolve("d.sock.offer"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static void agree(Daemons.Taken taken, int id) throws IOException {
    taken
        .wire()
        .send(
            "{\"jsonrpc\":\"2.0\",\"id\":"
                + id
                + ",\"result\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{}}}");
  }

  @Test
  void whatInitializeAgreedOnIsCarriedAcrossRestartsUntilTheNextReplacesIt() throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, WINDOW)) {
      session.send(initialize(1, "first"));
      try (Daemons.Taken taken = daemons.take()) {
        assertThat(taken.handshake()).doesNotContain("session");
        agree(taken, 1);
      }
      session.heard("\"id\":1");
      daemons.leave();
      daemons.comeBack();
      session.request(2);
      try (Daemons.Taken taken = daemons.take()) {
        assertThat(taken.handshake()).contains("\"name\":\"first\"");
        taken.answer();
      }
      session.send(initialize(3, "second"));
      try (Daemons.Taken taken = daemons.take()) {
        agree(taken, 3);
      }
      session.heard("\"id\":3");
      daemons.leave();
      daemons.comeBack();
      session.request(4);
      try (Daemons.Taken taken = daemons.take()) {
        assertThat(taken.handshake()).contains("\"name\":\"second\"").doesNotContain("first");
        taken.answer();
      }
    }
  }

  @Test
  void withoutADaemonASessionBeginsWithWhatTheLastOneOffered() throws IOException {
    offer(OFFER, "rw-------");
    try (Session session = new Session(socket, SHORT)) {
      session.send(initialize(1, "x"));
      assertThat(session.heard("\"id\":1"))
          .contains("\"protocolVersion\":\"2025-06-18\"", "\"of\":\"the last daemon\"")
          .contains("\"serverInfo\":{\"name\":\"ridethrough\",\"version\":\"9.8.7\"}");
      session.send(DISCOVER.replace("\"id\":1", "\"id\":2"));
      assertThat(session.heard("\"id\":2"))
          .contains("\"supportedVersions\":[\"2026-07-28\"]", "\"of\":\"the last daemon\"");
      session.send("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"ping\"}");
      assertThat(session.heard("\"id\":3")).endsWith("\"result\":{}}");
    }
  }

  @Test
  void whatWasAgreedOnWithoutADaemonGoesWithLaterRequests() throws IOException {
    try (Session session = new Session(socket, SHORT)) {
      session.send(initialize(1, "early"));
      session.heard("\"id\":1");
      try (Daemons daemons = new Daemons(socket)) {
        session.request(2);
        try (Daemons.Taken taken = daemons.take()) {
          assertThat(taken.handshake()).contains("\"name\":\"early\"");
          taken.answer();
        }
      }
    }
  }

  @Test
  void aDaemonThatComesWithinTheWindowAnswersItself() throws IOException {
    offer(OFFER, "rw-------");
    try (Session session = new Session(socket, WINDOW).send(DISCOVER);
        Daemons daemons = new Daemons(socket);
        Daemons.Taken taken = daemons.take()) {
      taken.answer();
      assertThat(session.heard("\"id\":1"))
          .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{\"version\":1,\"capabilities\":{}}",
        "{\"version\":\"9.8.7\"}",
        "{\"version\":\"9.8.7\",\"capabilities\":[]}",
      })
  void anOfferThatCannotBeReadIsReplacedByThatOfTheProxy(String text) throws IOException {
    offer(text, "rw-------");
    assertThat(discovered()).contains("\"version\":\"test\"").doesNotContain("9.8.7");
  }

  @Test
  void anOfferThatOthersMayWriteIsNotBelieved() throws IOException {
    offer(OFFER, "rw-rw----");
    assertThat(discovered()).contains("\"version\":\"test\"").doesNotContain("9.8.7");
  }

  @Test
  void anOfferThatIsALinkIsNotFollowed() throws IOException {
    offer(OFFER, "rw-------");
    Files.move(room.resolve("d.sock.offer"), room.resolve("elsewhere"));
    Files.createSymbolicLink(room.resolve("d.sock.offer"), room.resolve("elsewhere"));
    assertThat(discovered()).contains("\"version\":\"test\"").doesNotContain("9.8.7");
  }

  private String discovered() {
    try (Session session = new Session(socket, SHORT).send(DISCOVER)) {
      return session.heard("\"id\":1");
    }
  }

  @Test
  void anotherVersionIsRefusedWithoutADaemonToo() {
    try (Session session = new Session(socket, SHORT)) {
      session.send(DISCOVER.replace("2026-07-28", "2030-01-01"));
      assertThat(session.heard("\"id\":1")).contains("-32022", "[\"2026-07-28\"]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tools/list", "tools/call", "resources/list"})
  void nothingElseIsAnsweredFromMemory(String method) {
    try (Session session = new Session(socket, SHORT)) {
      session.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}");
      assertThat(session.heard("\"id\":1")).contains("-31001", "\"not_sent\"");
    }
  }

  @Test
  void whatWaitingCannotHealFailsAtOnceEvenAtTheBeginning() throws IOException {
    Files.writeString(socket, "a regular file");
    try (Session session = new Session(socket, WINDOW).send(initialize(1, "x"))) {
      assertThat(session.heard("\"id\":1")).contains("-31001", "regular file");
    }
  }

  @Test
  void whatAWarmingOrFullDaemonDidNotTakeIsSentAgainUnderItsKey() throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, WINDOW).request(1)) {
      daemons.refuse(""); // closed before it greeted
      String full = "{\"ridethrough\":\"not_started\",\"reason\":\"r\",\"retryAfterMillis\":1}";
      daemons.refuse(full); // instead of the greeting
      String key;
      try (Daemons.Taken taken = daemons.take(Wire.greeting(1))) {
        key = taken.key();
        taken.wire().send(full);
      }
      try (Daemons.Taken taken = daemons.take(Wire.greeting(1))) {
        assertThat(taken.key()).isEqualTo(key);
        taken.answer();
      }
      assertThat(session.heard("\"id\":1")).contains("\"result\":{}");
      assertThat(session.lines()).hasSize(1);
    }
  }

  /// They have no effect: whatever became of the first attempt, a second one does no harm.
  @ParameterizedTest
  @ValueSource(strings = {"initialize", "ping", "server/discover", "tools/list"})
  void theBeginningOfASessionThatIsLostIsSentAgain(String method) throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, WINDOW)) {
      session.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}");
      for (int i = 0; i < 4; i++) {
        daemons.take(Wire.greeting(1)).lose();
      }
      try (Daemons.Taken taken = daemons.take(Wire.greeting(2))) {
        taken.answer();
        assertThat(session.heard("\"id\":1")).contains("\"result\":{}");
      }
    }
  }
}
