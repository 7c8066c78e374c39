package dev.ridethrough.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `subscriptions/listen` through a proxy in this process.
class SubscriptionTest {
  private static final Duration WINDOW = Duration.ofSeconds(8);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
  private static final String ACKNOWLEDGED =
      """
      {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{\
      "io.modelcontextprotocol/subscriptionId":"s"},"notifications":{"toolsListChanged":true}}}\
      """;
  private static final String CHANGED =
      """
      {"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{"_meta":{\
      "io.modelcontextprotocol/subscriptionId":"s"}}}\
      """;
  private static final String ENDED =
      """
      {"jsonrpc":"2.0","id":"s","result":{"resultType":"complete","_meta":{\
      "io.modelcontextprotocol/subscriptionId":"s"}}}\
      """;

  @TempDir private Path room;
  private Path socket;

  @BeforeEach
  void choosePath() {
    socket = room.resolve("d.sock");
  }

  private static String listen(String id, String filter) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"subscriptions/listen\",\"params\":{%s%s}}"
        .formatted(id, META, filter);
  }

  private static String listen() {
    return listen("\"s\"", ",\"notifications\":{\"toolsListChanged\":true}");
  }

  private static String greeting(long generation, String tools) {
    return Wire.greeting(generation).replace("}", ",\"tools\":\"" + tools + "\"}");
  }

  @Test
  void aClientSeesOneSubscriptionWhateverBecomesOfItsDaemons() throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, WINDOW).send(listen())) {
      try (Daemons.Taken first = daemons.take(greeting(1, "a"))) {
        assertThat(first.handshake()).contains("\"listen\":true").doesNotContain("number");
        first.wire().send(ACKNOWLEDGED);
        session.heard("acknowledged");
      } // killed
      try (Daemons.Taken second = daemons.take(greeting(2, "a"))) {
        assertThat(second.request()).isEqualTo(listen());
        second.wire().send(ACKNOWLEDGED, ENDED); // leaves
      }
      try (Daemons.Taken third = daemons.take(greeting(3, "b"))) {
        third.wire().send(ACKNOWLEDGED);
        session.heard("list_changed");
        assertThat(session.end()).isZero();
        assertThat(third.wire().rest()).as("sent to the daemon at the end").isEmpty();
      }
      assertThat(session.lines()).containsExactly(ACKNOWLEDGED, CHANGED, ENDED);
    }
  }

  @Test
  void itIsNoRequestThatIsWaitedFor() throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, WINDOW).send(listen());
        Daemons.Taken taken = daemons.take(greeting(1, "a"))) {
      taken.wire().send(ACKNOWLEDGED);
      session.heard("acknowledged");
      session.request(1);
      try (Daemons.Taken other = daemons.take(greeting(1, "a"))) {
        assertThat(other.handshake()).contains("\"number\":1").doesNotContain("listen");
        other.answer();
      }
      session.heard("\"id\":1");
      session.request(2);
      try (Daemons.Taken other = daemons.take(greeting(1, "a"))) {
        assertThat(other.handshake()).contains("\"acknowledged\":1");
        other.answer();
      }
      session.machine.terminate();
      assertThat(session.ended.join()).isZero();
      assertThat(session.lines()).contains(ENDED);
    }
  }

  @Test
  void whoCancelsHearsNothingMore() throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, WINDOW).send(listen());
        Daemons.Taken taken = daemons.take(greeting(1, "a"))) {
      taken.wire().send(ACKNOWLEDGED);
      session.heard("acknowledged");
      session.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"s\"}}");
      assertThat(taken.wire().rest()).as("its connection ends").isEmpty();
      session.send(listen()); // its id is free again
      try (Daemons.Taken again = daemons.take(greeting(2, "a"))) {
        again.wire().send(ACKNOWLEDGED);
        await().until(() -> session.lines().size() == 2);
      }
      session.end();
      assertThat(session.lines()).containsExactly(ACKNOWLEDGED, ACKNOWLEDGED, ENDED);
    }
  }

  @Test
  void withoutADaemonItIsAcknowledgedAfterTheWindowAndOpenedWhenOneComes() throws IOException {
    try (Session session = new Session(socket, SHORT).send(listen())) {
      session.heard("acknowledged");
      session.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
      assertThat(session.heard("\"id\":1")).contains("-31001");
      try (Daemons daemons = new Daemons(socket);
          Daemons.Taken taken = daemons.take(greeting(1, "a"))) {
        taken.wire().send(ACKNOWLEDGED);
        session.heard("list_changed");
        session.end();
      }
      assertThat(session.lines())
          .filteredOn(it -> !it.contains("\"id\":1"))
          .containsExactly(ACKNOWLEDGED, CHANGED, ENDED);
    }
  }

  @Test
  void aDaemonThatRefusesItEndsIt() throws IOException {
    String error =
        "{\"jsonrpc\":\"2.0\",\"id\":\"s\",\"error\":{\"code\":-32601,\"message\":\"m\"}}";
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, WINDOW).send(listen());
        Daemons.Taken taken = daemons.take(greeting(1, "a"))) {
      taken.wire().send(error);
      session.heard("-32601");
      session.end();
      assertThat(session.lines()).containsExactly(error);
    }
  }

  @Test
  void aReplyToAnotherRequestIsNotPassedOn() throws IOException {
    String error = "{\"jsonrpc\":\"2.0\",\"id\":9,\"error\":{\"code\":1,\"message\":\"m\"}}";
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, WINDOW).send(listen());
        Daemons.Taken taken = daemons.take(greeting(1, "a"))) {
      taken.wire().send(error, ACKNOWLEDGED);
      session.heard("acknowledged");
      session.end();
      assertThat(session.lines()).containsExactly(ACKNOWLEDGED, ENDED);
    }
  }

  @Test
  void whatComesWhileTheProxyLeavesEndsAtOnce() throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, WINDOW).request(1);
        Daemons.Taken slow = daemons.take(greeting(1, "a"))) {
      session.send(listen("\"t\"", ",\"notifications\":{}"));
      daemons.take(greeting(1, "a")).close();
      session.machine.terminate();
      session.heard("\"id\":\"t\"");
      session.send(listen());
      session.heard("\"id\":\"s\"");
      slow.answer();
      assertThat(session.ended.join()).isZero();
      assertThat(session.lines()).contains(ENDED);
    }
  }

  @Test
  void aFullDaemonIsAskedAgain() throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, WINDOW).send(listen())) {
      try (Daemons.Taken taken = daemons.take(greeting(1, "a"))) {
        taken
            .wire()
            .send("{\"ridethrough\":\"not_started\",\"reason\":\"r\",\"retryAfterMillis\":1}");
      }
      try (Daemons.Taken taken = daemons.take(greeting(1, "a"))) {
        taken.wire().send(ACKNOWLEDGED);
        session.heard("acknowledged");
      }
    }
  }

  @Test
  void whatWaitingCannotHealEndsItAtOnce() throws IOException {
    Files.writeString(socket, "a regular file");
    try (Session session = new Session(socket, WINDOW).send(listen())) {
      assertThat(session.heard("\"id\":\"s\"")).contains("-31001", "regular file");
      session.end();
      assertThat(session.lines()).hasSize(1);
    }
  }

  @Test
  void whatIsNoSubscriptionIsRefused() {
    try (Session session = new Session(socket, WINDOW)) {
      session.send(listen("1", "")).send(listen("2", ",\"notifications\":[]"));
      session.send("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"subscriptions/listen\"}");
      session.send(listen("4", ",\"notifications\":{},\"more\":\"" + "x".repeat(70_000) + "\""));
      assertThat(session.heard("\"id\":1")).contains("-32602");
      assertThat(session.heard("\"id\":2")).contains("-32602");
      assertThat(session.heard("\"id\":3")).contains("-32602");
      assertThat(session.heard("\"id\":4")).contains("-32600", "at most 65536 bytes");
    }
  }

  @Test
  void thereAreNotTooManyOfThem() {
    try (Session session = new Session(socket, WINDOW)) {
      for (int id = 1; id <= 33; id++) {
        session.send(listen(String.valueOf(id), ",\"notifications\":{}"));
      }
      assertThat(session.heard("-32600")).contains("\"id\":33,", "at most 32 subscriptions");
      session.send(listen("7", ",\"notifications\":{}"));
      session.end();
      assertThat(session.lines()).hasSize(34);
    }
  }
}
