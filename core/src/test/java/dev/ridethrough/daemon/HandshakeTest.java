package dev.ridethrough.daemon;

import static dev.ridethrough.machine.Wire.call;
import static dev.ridethrough.machine.Wire.handshake;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Path;
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

  /// The greeting said what it speaks: who asks for another one did not listen.
  @ParameterizedTest
  @ValueSource(longs = {0, 2, -1, 4294967297L})
  void anotherProtocolIsToldThatNothingWasStarted(long protocol) throws IOException {
    String other = handshake("k").replace("\"protocol\":1", "\"protocol\":" + protocol);
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire wire = daemon.greeted().send(other, APPEND)) {
      assertThat(wire.rest()).singleElement().asString().contains("not_started", "ours is 1");
      assertThat(daemon.effects()).isZero();
    }
  }
}
