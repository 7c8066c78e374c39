package dev.ridethrough.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Poll;
import dev.ridethrough.machine.ProtocolOne;
import dev.ridethrough.machine.TestMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon of before the update, or one that was put back, speaks protocol 1: today's proxy says
/// to it what yesterday's said.
class ProtocolOneDaemonTest {
  @TempDir private Path room;
  private Path socket;

  @BeforeEach
  void choosePath() {
    socket = room.resolve("d.sock");
  }

  @Test
  void hearsFromCallWhatItAlwaysHeard() throws IOException {
    try (Daemons daemons = new Daemons(socket)) {
      CompletableFuture<Call.Answer> answer = CompletableFuture.supplyAsync(this::call);
      try (Daemons.Taken taken = daemons.take(ProtocolOne.GREETING)) {
        assertThat(ProtocolOne.comparable(taken.handshake()))
            .isEqualTo(ProtocolOne.comparable(ProtocolOne.CALL_HANDSHAKE));
        assertThat(taken.request()).isEqualTo(ProtocolOne.REQUEST);
        taken.wire().send(ProtocolOne.REPLY);
      }
      assertThat(answer.join()).isInstanceOf(Call.Answer.Result.class);
    }
  }

  private Call.Answer call() {
    Grace grace = Grace.of(Duration.ofSeconds(8), Poll.JITTERED);
    ProxySettings settings = new ProxySettings(socket, grace, true, ProtocolOne.VERSION);
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", "ledger_append");
    params.put("arguments", Map.of("text", "hello"));
    return new Call(new TestMachine().port(), settings).request("tools/call", params);
  }

  @Test
  void hearsFromServeWhatItAlwaysHeard() throws IOException {
    String initialize =
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
            + "\"capabilities\":{},\"clientInfo\":{\"name\":\"x\",\"version\":\"1\"}}}";
    String initialized =
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
            + "\"serverInfo\":{\"name\":\"r\",\"version\":\"1\"}}}";
    try (Daemons daemons = new Daemons(socket);
        Session session = new Session(socket, Duration.ofSeconds(8)).send(initialize)) {
      try (Daemons.Taken taken = daemons.take(ProtocolOne.GREETING)) {
        taken.wire().send(initialized);
        session.heard("serverInfo");
      }
      session.send(ProtocolOne.REQUEST);
      try (Daemons.Taken taken = daemons.take(ProtocolOne.GREETING)) {
        assertThat(ProtocolOne.comparable(taken.handshake()))
            .isEqualTo(
                ProtocolOne.comparable(ProtocolOne.SERVE_HANDSHAKE)
                    .replace(ProtocolOne.VERSION, "test"));
        assertThat(taken.request()).isEqualTo(ProtocolOne.REQUEST);
        taken.wire().send(ProtocolOne.REPLY);
        session.heard(ProtocolOne.REPLY);
      }
    }
  }

  /// It would take the question for a bad line.
  @Test
  void isNotAskedForItsClients() throws IOException {
    try (Daemons daemons = new Daemons(socket)) {
      CompletableFuture<String> heard =
          CompletableFuture.supplyAsync(() -> heardAfter(daemons, ProtocolOne.GREETING));
      assertThat(Probe.clients(new TestMachine().port(), socket)).isNull();
      assertThat(heard.join()).isEmpty();
    }
  }

  private static String heardAfter(Daemons daemons, String greeting) {
    try {
      return daemons.heardAfter(greeting);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
