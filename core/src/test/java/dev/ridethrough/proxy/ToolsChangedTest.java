package dev.ridethrough.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Wire;
import dev.ridethrough.wire.DaemonLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client of the legacy era hears that the list of tools is another one, once for each change.
class ToolsChangedTest {
  private static final String CHANGED =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}";

  @TempDir private Path room;
  private Path socket;

  @BeforeEach
  void choosePath() {
    socket = room.resolve("d.sock");
  }

  private static String greeting(long generation, String tools) {
    return Wire.greeting(generation).replace("}", ",\"tools\":\"" + tools + "\"}");
  }

  /// Takes what comes until a request with that id does, and answers it.
  private static void answer(Daemons daemons, String greeting, int id) throws IOException {
    String key = "\"id\":" + id + ",";
    while (true) {
      try (Daemons.Taken taken = daemons.take(greeting)) {
        if (taken.request() != null && taken.request().contains(key)) { // not only a look
          taken.answer();
          return;
        }
      }
    }
  }

  private static void initialize(Session session, Daemons daemons, String greeting)
      throws IOException {
    session.send(
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
            + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"x\"}}}");
    answer(daemons, greeting, 0);
    session.heard("\"id\":0");
  }

  private static void list(Session session, Daemons daemons, String greeting, int id)
      throws IOException {
    session.send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/list\"}");
    answer(daemons, greeting, id);
    session.heard("\"id\":" + id + ",");
  }

  private static void ask(Session session, Daemons daemons, String greeting, int id)
      throws IOException {
    session.request(id);
    answer(daemons, greeting, id);
    session.heard("\"id\":" + id + ",");
  }

  private static long told(Session session) {
    return session.lines().stream().filter(CHANGED::equals).count();
  }

  private static void awaitTold(Session session, long times) {
    await().until(() -> told(session) == times);
  }

  @Test
  void theListIsAnnouncedOnceForEachChange() throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, Duration.ofSeconds(8))) {
      initialize(session, daemons, greeting(1, "a"));
      list(session, daemons, greeting(1, "a"), 1);
      ask(session, daemons, greeting(2, "b"), 2);
      awaitTold(session, 1);
      ask(session, daemons, greeting(2, "b"), 3);
      ask(session, daemons, greeting(3, "b"), 4);
      list(session, daemons, greeting(3, "b"), 5);
      ask(session, daemons, greeting(4, "a"), 6);
      awaitTold(session, 2);
      ask(session, daemons, greeting(5, "a"), 7);
      assertThat(session.end()).isZero();
      assertThat(told(session)).isEqualTo(2);
    }
  }

  @Test
  void theSameListIsNeverAnnounced() throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, Duration.ofSeconds(8))) {
      initialize(session, daemons, greeting(1, "a"));
      list(session, daemons, greeting(1, "a"), 1);
      for (int generation = 2; generation < 6; generation++) {
        ask(session, daemons, greeting(generation, "a"), generation);
      }
      assertThat(session.end()).isZero();
      assertThat(told(session)).isZero();
    }
  }

  @Test
  void aDaemonThatDoesNotSayWhatItHasIsNoChange() throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, Duration.ofSeconds(8))) {
      initialize(session, daemons, greeting(1, "a"));
      list(session, daemons, greeting(1, "a"), 1);
      ask(session, daemons, Wire.greeting(2), 2);
      ask(session, daemons, greeting(3, "a"), 3);
      assertThat(session.end()).isZero();
      assertThat(told(session)).isZero();
    }
  }

  /// Two connections may be greeted by two generations, and be told of in the other order.
  @Test
  void anOlderGenerationIsNoNews() {
    ToolList list = new ToolList();
    ToolList.Sighting nobody = list.last();
    list.saw(nobody, line(2, "b"));
    list.saw(nobody, line(1, "a"));
    assertThat(list.last().digest()).isEqualTo("b");
    list.saw(list.last(), line(1, "c")); // the count began again: its lock file was deleted
    assertThat(list.last().digest()).isEqualTo("c");
  }

  private static DaemonLine.Greeting line(long generation, String tools) {
    return new DaemonLine.Greeting(1, 1, "test", generation, generation, true, null, tools);
  }

  @Test
  void anIdleSessionHearsOfItAsTheSocketChanges() throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, Duration.ofSeconds(8))) {
      initialize(session, daemons, greeting(1, "a"));
      list(session, daemons, greeting(1, "a"), 1);
      assertThat(daemons.heardAfter(greeting(1, "a"))).as("a look, and no request").isEmpty();
      daemons.leave();
      daemons.comeBack();
      assertThat(daemons.heardAfter(greeting(2, "b"))).isEmpty();
      awaitTold(session, 1);
    }
  }

  @Test
  void aListThatWasNotThereIsAnnouncedWhenItIs() throws IOException {
    try (Session session = new Session(socket, Duration.ofMillis(300))) {
      session.send(
          "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
              + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"x\"}}}");
      session.heard("\"id\":0");
      session.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
      assertThat(session.heard("\"id\":1")).contains("-31001");
      assertThat(told(session)).isZero();
      try (Daemons daemons = new Daemons(socket)) {
        assertThat(daemons.heardAfter(greeting(1, "a"))).isEmpty();
        awaitTold(session, 1);
      }
    }
  }

  @Test
  void nothingIsAnnouncedBeforeADaemonIsBack() throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, Duration.ofMillis(300))) {
      initialize(session, daemons, greeting(1, "a"));
      daemons.leave();
      for (int id = 1; id <= 3; id++) {
        session.send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/list\"}");
        assertThat(session.heard("\"id\":" + id)).contains("-31001");
      }
      assertThat(told(session)).isZero();
      daemons.comeBack();
      assertThat(daemons.heardAfter(greeting(2, "a"))).isEmpty();
      awaitTold(session, 1);
    }
  }

  /// It was only too busy: nothing changes at its path.
  @Test
  void aListThatADaemonDidNotGiveIsAnnouncedWhenItIsSeenAgain() throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, Duration.ZERO)) {
      initialize(session, daemons, greeting(1, "a"));
      session.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
      try (Daemons.Taken taken = daemons.take(greeting(1, "a"))) {
        taken
            .wire()
            .send("{\"ridethrough\":\"not_started\",\"reason\":\"r\",\"retryAfterMillis\":1}");
      }
      assertThat(session.heard("\"id\":1")).contains("-31001");
      assertThat(daemons.heardAfter(greeting(1, "a"))).as("a look").isEmpty();
      awaitTold(session, 1);
    }
  }

  @Test
  void aClientOfTheStatelessEraThatDoesNotListenIsToldNothing() throws IOException {
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, Duration.ofSeconds(8))) {
      list(session, daemons, greeting(1, "a"), 1);
      ask(session, daemons, greeting(2, "b"), 2);
      ask(session, daemons, greeting(3, "c"), 3);
      assertThat(session.end()).isZero();
      assertThat(session.lines()).hasSize(3);
    }
  }

  @Test
  void aRepliesOrderDoesNotMatter() throws IOException {
    ToolList list = new ToolList();
    list.listen();
    list.saw(list.last(), line(2, "b"));
    list.listed("a"); // the reply of the generation before came late
    list.awaitChange(); // returns
    assertThat(List.of(list.last().digest())).containsExactly("b");
  }
}
