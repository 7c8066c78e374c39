package dev.ridethrough.daemon;

import static dev.ridethrough.machine.Wire.call;
import static dev.ridethrough.machine.Wire.handshake;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import dev.ridethrough.wire.ClientGroup;
import dev.ridethrough.wire.ClientLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that are older or newer than the daemon.
class HandshakeTest {
  private static final String APPEND = call(1, "ledger_append", "{\"text\":\"x\"}");

  @TempDir private Path room;
  private Path socket;

  @BeforeEach
  void makeHome() throws IOException {
    socket = Homes.socketIn(room);
  }

  @Test
  void onlyWhatIsRequiredIsEnough() throws IOException {
    String minimal =
        handshake("k").replace("\"version\":\"test\",", "").replace("\"attempt\":1,", "");
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire wire = daemon.greeted().send(minimal, APPEND)) {
      assertThat(minimal).doesNotContain("version", "attempt");
      assertThat(wire.rest()).singleElement().asString().contains("result");
      assertThat(daemon.effects()).isEqualTo(1);
    }
  }

  @Test
  void whoAsksIsToldWhichClientsWereServed() throws IOException {
    String newer = handshake("k").replace("\"protocol\":1", "\"protocol\":2");
    try (RunningDaemon daemon = RunningDaemon.at(socket)) {
      for (String client : List.of("a", "b")) {
        String old = handshake(client).replace("\"hand\"", "\"" + client + "\"");
        daemon.greeted().send(old, APPEND).rest();
        daemon.greeted().send(old, APPEND).rest();
      }
      daemon.greeted().send(newer.replace("\"test\"", "\"9\\u001b[2J\""), APPEND).rest();
      try (Wire wire = daemon.greeted().send("{\"ridethrough\":\"ask_clients\"}")) {
        assertThat(wire.rest())
            .containsExactly(
                "{\"ridethrough\":\"clients\",\"clients\":["
                    + "{\"version\":\"9\\\\u001b[2J\",\"protocol\":2,\"clients\":1,\"secondsAgo\":0},"
                    + "{\"version\":\"test\",\"protocol\":1,\"clients\":2,\"secondsAgo\":0}]}");
      }
    }
  }

  @Test
  void noMoreThanAThousandClientsAreRemembered() {
    Clients clients = new Clients(TestMachine.REAL);
    for (int i = 0; i < 1100; i++) {
      clients.hear(new ClientLine.Handshake(1, i < 90 ? "1." + i : "2", "c" + i, "k", 1, 1, null));
    }
    assertThat(clients.groups()).singleElement().isEqualTo(new ClientGroup("2", 1, 1000, 0));
  }

  @Test
  void noMoreThanTwentyVersionsAreTold() {
    Clients clients = new Clients(TestMachine.REAL);
    for (int i = 0; i < 30; i++) {
      clients.hear(new ClientLine.Handshake(1, "1." + i, "c" + i, "k", 1, 1, null));
    }
    assertThat(clients.groups()).hasSize(20).first().extracting("version").isEqualTo("1.29");
  }

  /// The greeting said what it speaks: who asks for another one did not listen.
  @ParameterizedTest
  @ValueSource(longs = {0, 3, -1, 4294967297L})
  void anotherProtocolIsToldThatNothingWasStarted(long protocol) throws IOException {
    String other = handshake("k").replace("\"protocol\":1", "\"protocol\":" + protocol);
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire wire = daemon.greeted().send(other, APPEND)) {
      assertThat(wire.rest()).singleElement().asString().contains("not_started", "ours are 1 to 2");
      assertThat(daemon.effects()).isZero();
    }
  }
}
