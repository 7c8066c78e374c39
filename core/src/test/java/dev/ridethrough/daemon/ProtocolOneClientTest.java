package dev.ridethrough.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.ProtocolOne;
import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Proxies that were started before the update speak protocol 1: today's daemon serves them.
class ProtocolOneClientTest {
  @TempDir private Path room;

  @ParameterizedTest
  @ValueSource(strings = {ProtocolOne.CALL_HANDSHAKE, ProtocolOne.SERVE_HANDSHAKE})
  void isAnsweredByteForByte(String handshake) throws IOException {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    String live = ProtocolOne.until(deadline, handshake);
    try (RunningDaemon daemon = RunningDaemon.at(Homes.socketIn(room));
        Wire wire = daemon.greeted().send(live, ProtocolOne.REQUEST)) {
      assertThat(wire.rest()).containsExactly(ProtocolOne.REPLY);
      assertThat(daemon.effects()).isEqualTo(1);
    }
  }

  /// It reads both members, takes the number between them that it knows, and ignores what it
  /// doesn't.
  @Test
  void isOfferedItsProtocol() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(Homes.socketIn(room));
        Wire wire = Wire.connect(daemon.socket)) {
      assertThat(wire.line())
          .startsWith(
              "{\"ridethrough\":\"greeting\",\"protocol\":2,\"oldest\":1,\"version\":\"test\",");
    }
  }
}
