package dev.ridethrough.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Subscriptions at a daemon in this process, and what it leaves for those who come when it is
/// gone.
class ListenTest {
  private static final String ENDED =
      """
      {"jsonrpc":"2.0","id":"s","result":{"resultType":"complete","_meta":{\
      "io.modelcontextprotocol/subscriptionId":"s"}}}\
      """;

  @TempDir private Path room;
  private Path socket;

  @BeforeEach
  void choosePath() throws IOException {
    Files.setPosixFilePermissions(room, PosixFilePermissions.fromString("rwx------"));
    socket = room.resolve("d.sock");
  }

  private static String handshake() {
    return Wire.handshake("k").replace("}", ",\"listen\":true}");
  }

  private static String listen(String filter) {
    return """
    {"jsonrpc":"2.0","id":"s","method":"subscriptions/listen","params":{"_meta":{\
    "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
    "io.modelcontextprotocol/clientCapabilities":{}}%s}}\
    """
        .formatted(filter);
  }

  private static String listen() {
    return listen(",\"notifications\":{\"toolsListChanged\":true,\"promptsListChanged\":true}");
  }

  private static Wire listening(RunningDaemon daemon) throws IOException {
    Wire wire = daemon.greeted().send(handshake(), listen());
    assertThat(wire.line())
        .isEqualTo(
            """
            {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{\
            "_meta":{"io.modelcontextprotocol/subscriptionId":"s"},\
            "notifications":{"toolsListChanged":true}}}\
            """);
    return wire;
  }

  @Test
  void aShutdownEndsItAtOnceWhileRequestsAreDrained() throws IOException {
    try (RunningDaemon daemon =
            RunningDaemon.at(socket, new TestMachine(), Duration.ofSeconds(60));
        Wire wire = listening(daemon);
        Wire slow = daemon.greeted()) {
      slow.send(
          Wire.handshake("r"), Wire.call(1, "ledger_slow_append", "{\"text\":\"x\",\"ms\":900}"));
      assertThat(slow.line()).contains("progress");
      daemon.machine.terminate();
      assertThat(wire.rest()).containsExactly(ENDED);
      assertThat(daemon.ended).isNotDone();
      assertThat(slow.rest()).last().asString().contains("\"id\":1,\"result\"");
      assertThat(daemon.ended.join()).isZero();
    }
  }

  @Test
  void aDrainDoesNotWaitForIt() throws IOException {
    try (RunningDaemon daemon =
            RunningDaemon.at(socket, new TestMachine(), Duration.ofSeconds(60));
        Wire wire = listening(daemon)) {
      daemon.machine.terminate();
      assertThat(daemon.ended.join()).isZero();
      assertThat(wire.rest()).containsExactly(ENDED);
    }
  }

  @Test
  void itTakesThePlaceOfNoRequest() throws IOException {
    List<Wire> wires = new ArrayList<>();
    try (RunningDaemon daemon = RunningDaemon.at(socket)) {
      for (int i = 0; i < Admission.MAX_LISTENING; i++) {
        wires.add(listening(daemon));
      }
      try (Wire late = daemon.greeted().send(handshake(), listen())) {
        assertThat(late.line()).contains("not_started", "too many subscriptions");
      }
      try (Wire request = daemon.greeted()) {
        request.send(Wire.handshake("r"), Wire.call(1, "ledger_append", "{\"text\":\"x\"}"));
        assertThat(request.line()).contains("\"result\"");
      }
      wires.removeFirst().close();
      await().until(() -> isGranted(daemon));
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  private static boolean isGranted(RunningDaemon daemon) throws IOException {
    try (Wire wire = daemon.greeted().send(handshake(), listen())) {
      return wire.line().contains("acknowledged");
    }
  }

  @Test
  void itKeepsNoPlaceOfALargeRequest() throws IOException {
    String large =
        handshake().replace("}", ",\"session\":{\"x\":\"" + "x".repeat(300_000) + "\"}}");
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire one = daemon.greeted().send(large, listen());
        Wire other = daemon.greeted().send(large, listen());
        Wire request = daemon.greeted()) {
      assertThat(one.line()).contains("acknowledged");
      assertThat(other.line()).contains("acknowledged");
      String text = "x".repeat(300_000);
      request.send(Wire.handshake("r"), Wire.call(1, "echo", "{\"text\":\"" + text + "\"}"));
      await().until(() -> request.line().contains("\"id\":1,"));
    }
  }

  @Test
  void itsClientEndsItWithoutAReply() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire wire = listening(daemon)) {
      wire.send("{\"ridethrough\":\"cancel\"}");
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  void whatIsNoSubscriptionIsNotExecuted() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(socket)) {
      String call = Wire.call(1, "ledger_append", "{\"text\":\"x\"}");
      try (Wire wire = daemon.greeted().send(handshake(), call)) {
        assertThat(wire.rest()).singleElement().asString().contains("-32600", "only");
      }
      try (Wire wire = daemon.greeted().send(handshake(), listen(""))) {
        assertThat(wire.rest()).singleElement().asString().contains("-32602", "\"id\":\"s\"");
      }
      String large = listen(",\"notifications\":{},\"x\":\"" + "x".repeat(300_000) + "\"");
      try (Wire wire = daemon.greeted().send(handshake(), large)) {
        assertThat(wire.rest()).isEmpty();
      }
      assertThat(daemon.effects()).isZero();
    }
  }

  @Test
  void whoComesWhenItIsGoneFindsWhatItOffered() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(socket)) {
      daemon.greeted().close();
      Path offer = room.resolve("d.sock.offer");
      await().until(() -> Files.exists(offer) && Files.size(offer) > 0);
      assertThat(offer)
          .hasContent(
              "{\"version\":\"test\",\"capabilities\":{\"tools\":{\"listChanged\":true}}}\n");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(offer)))
          .isEqualTo("rw-------");
    }
  }
}
