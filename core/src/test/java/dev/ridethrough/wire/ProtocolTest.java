package dev.ridethrough.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {
  private static final String HANDSHAKE =
      "{\"ridethrough\":\"handshake\",\"protocol\":1,\"version\":\"1.0\",\"client\":\"c\","
          + "\"request\":\"c-1\",\"attempt\":2,\"deadlineNanos\":-5}";

  static final List<ClientLine> CLIENT_LINES =
      List.of(
          new ClientLine.Cancel(),
          new ClientLine.AskClients(),
          new ClientLine.Handshake(1, "1.0", "c", "c-1", 2, -5, null),
          new ClientLine.Handshake(
              1, "1.0", "c", "c-9", 2, -5, null, true, Long.MAX_VALUE, Long.MAX_VALUE - 1, false),
          new ClientLine.Handshake(1, "1.0", "c", "c-listen-1", 1, 5, null, false, 0, 0, true),
          new ClientLine.Handshake(
              1, "ä\"\n", "c", "c-1", 1, Long.MIN_VALUE, Map.of("protocolVersion", "2025-11-25")));

  static final List<DaemonLine> DAEMON_LINES =
      List.of(
          new DaemonLine.Greeting(1, "1.0", 7, 4711),
          new DaemonLine.Greeting(4, 2, "1.0", 7, 4711, false),
          new DaemonLine.Greeting(1, 1, "1.0", 7, 4711, true),
          new DaemonLine.Greeting(1, 1, "1.0", 7, 4711, true, "3f-12", "9f3c"),
          new DaemonLine.Unknown("its generation died"),
          new DaemonLine.Alive(),
          new DaemonLine.Clients(List.of()),
          new DaemonLine.Clients(List.of(new ClientGroup("1", 1, 2, 3))),
          new DaemonLine.NotStarted("shutting down", 50));

  @ParameterizedTest
  @FieldSource("CLIENT_LINES")
  void whatAClientWritesADaemonReads(ClientLine line) throws BadMessageException {
    assertThat(ClientLine.of(line.bytes())).isEqualTo(line);
    assertThat(new String(line.bytes(), UTF_8))
        .startsWith("{\"ridethrough\":")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @FieldSource("DAEMON_LINES")
  void whatADaemonWritesAClientReads(DaemonLine line) throws BadMessageException {
    assertThat(DaemonLine.of(line.bytes())).isEqualTo(line);
    assertThat(new String(line.bytes(), UTF_8))
        .startsWith("{\"ridethrough\":")
        .doesNotContain("\n");
  }

  /// People see it in `daemon status`, in the log and in errors.
  @Test
  void whatADaemonSaysToPeopleCannotSteerATerminal() throws BadMessageException {
    String evil = "\"\\u001b[2J" + "x".repeat(1_000_000) + "\"";
    String greeting =
        "{\"ridethrough\":\"greeting\",\"protocol\":1,\"version\":%s,\"generation\":1,\"pid\":1}";
    String refusal = "{\"ridethrough\":\"not_started\",\"reason\":%s,\"retryAfterMillis\":1}";
    String unknown = "{\"ridethrough\":\"unknown\",\"reason\":%s}";
    for (String line : List.of(greeting, refusal, unknown)) {
      assertThat(DaemonLine.of(line.formatted(evil).getBytes(UTF_8)).toString())
          .contains("[2Jx")
          .doesNotContain("\u001b")
          .hasSizeLessThan(1000);
    }
    assertThatExceptionOfType(BadMessageException.class)
        .isThrownBy(() -> DaemonLine.of("{\"ridethrough\":%s}".formatted(evil).getBytes(UTF_8)))
        .satisfies(
            it -> assertThat(it.getMessage()).doesNotContain("\u001b").hasSizeLessThan(1000));
  }

  @Test
  void theGreetingAdvertisesVersionAndGeneration() {
    assertThat(new String(new DaemonLine.Greeting(1, "1.2.3", 7, 4711).bytes(), UTF_8))
        .contains("\"protocol\":1")
        .contains("\"version\":\"1.2.3\"")
        .contains("\"generation\":7")
        .contains("\"pid\":4711");
  }

  @Test
  void membersOfALaterVersionAreIgnored() throws BadMessageException {
    String later = HANDSHAKE.replace("}", ",\"later\":{\"a\":[1]}}");
    assertThat(ClientLine.of(later.getBytes(UTF_8)))
        .isEqualTo(new ClientLine.Handshake(1, "1.0", "c", "c-1", 2, -5, null));
    String alive = "{\"ridethrough\":\"alive\",\"later\":1}";
    assertThat(DaemonLine.of(alive.getBytes(UTF_8))).isEqualTo(new DaemonLine.Alive());
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "request"})
  void anIdentityIsRequired(String name) {
    String value = name.equals("client") ? "\"c\"" : "\"c-1\"";
    String member = "\"" + name + "\":" + value;
    for (String bad : List.of("", "\"\"", "7", "null", "\"" + "x".repeat(201) + "\"")) {
      String line =
          HANDSHAKE.replace(member, bad.isEmpty() ? "\"x\":1" : "\"" + name + "\":" + bad);
      assertThatExceptionOfType(BadMessageException.class)
          .as(line)
          .isThrownBy(() -> ClientLine.of(line.getBytes(UTF_8)))
          .withMessageContaining("\"" + name + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protocol", "deadlineNanos"})
  void protocolAndDeadlineAreRequiredToo(String name) {
    String line = HANDSHAKE.replace("\"" + name + "\"", "\"x\"");
    assertThatExceptionOfType(BadMessageException.class)
        .isThrownBy(() -> ClientLine.of(line.getBytes(UTF_8)))
        .withMessageContaining("\"" + name + "\"");
  }

  @Test
  void whatOnlyInformsMayBeMissing() throws BadMessageException {
    String line =
        "{\"ridethrough\":\"handshake\",\"protocol\":1,\"client\":\"c\",\"request\":\"c-1\","
            + "\"deadlineNanos\":-5}";
    assertThat(ClientLine.of(line.getBytes(UTF_8)))
        .isEqualTo(new ClientLine.Handshake(1, "unknown", "c", "c-1", 1, -5, null));
  }

  @Test
  void aDaemonServesTheProtocolsFromItsOldestToItsNewest() {
    DaemonLine.Greeting greeting = new DaemonLine.Greeting(4, 2, "1.0", 7, 4711, false);
    assertThat(IntStream.range(0, 7).filter(greeting::serves)).containsExactly(2, 3, 4);
    assertThat(IntStream.range(0, 4).filter(new DaemonLine.Greeting(1, "1.0", 7, 4711)::serves))
        .containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,1,2", "3,1,2", "2,2,2", "3,3,0", "9,3,0", "0,0,0", "-1,-1,0", "1,2,0"})
  void theNewestProtocolThatBothSpeakIsChosen(int newest, int oldest, int chosen) {
    DaemonLine.Greeting greeting = new DaemonLine.Greeting(newest, oldest, "1.0", 7, 4711, false);
    assertThat(greeting.common()).isEqualTo(chosen);
    assertThat(greeting.knowsClients()).isEqualTo(chosen == 2);
  }

  @Test
  void aNumberOfAProtocolDoesNotWrapAround() throws BadMessageException {
    String line = HANDSHAKE.replace("\"protocol\":1", "\"protocol\":4294967297");
    assertThat(ClientLine.of(line.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            ClientLine.Handshake.class, it -> assertThat(it.protocol()).isNotEqualTo(1));
  }

  @Test
  void onlyWhatIsWantedIsWritten() {
    ClientLine today = new ClientLine.Handshake(1, "1.0", "c", "c-1", 1, 5, null);
    assertThat(new String(today.bytes(), UTF_8))
        .doesNotContain("delivery", "number", "acknowledged", "listen");
    ClientLine journaled =
        new ClientLine.Handshake(1, "1.0", "c", "c-7", 1, 5, null, true, 7, 4, false);
    assertThat(new String(journaled.bytes(), UTF_8))
        .contains("\"delivery\":\"exactly-once\",\"number\":7,\"acknowledged\":4");
    assertThat(new String(new DaemonLine.Greeting(1, "1.0", 7, 4711).bytes(), UTF_8))
        .doesNotContain("journal", "tools");
    assertThat(new String(new DaemonLine.Greeting(1, 1, "1.0", 7, 1, true).bytes(), UTF_8))
        .contains("\"journal\":true");
    assertThat(new String(new DaemonLine.Unknown("so").bytes(), UTF_8))
        .isEqualTo("{\"ridethrough\":\"unknown\",\"reason\":\"so\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"delivery\":\"twice\"",
        "\"delivery\":1",
        "\"number\":-1",
        "\"number\":1.5",
        "\"acknowledged\":-1",
        "\"acknowledged\":\"4\"",
      })
  void aDeliveryThatCannotBeUnderstoodIsRefused(String member) {
    String line = HANDSHAKE.replace("}", "," + member + "}");
    assertThatExceptionOfType(BadMessageException.class)
        .isThrownBy(() -> ClientLine.of(line.getBytes(UTF_8)));
  }

  @Test
  void atMostOnceMayBeSpelledOut() throws BadMessageException {
    String line = HANDSHAKE.replace("}", ",\"delivery\":\"at-most-once\"}");
    assertThat(ClientLine.of(line.getBytes(UTF_8)))
        .isEqualTo(new ClientLine.Handshake(1, "1.0", "c", "c-1", 2, -5, null));
  }

  @Test
  void aJournalIsTrueOrFalse() {
    byte[] line =
        "{\"ridethrough\":\"greeting\",\"protocol\":1,\"version\":\"1\",\"generation\":1,\"pid\":1,\"journal\":1}"
            .getBytes(UTF_8);
    assertThatExceptionOfType(BadMessageException.class).isThrownBy(() -> DaemonLine.of(line));
  }

  @Test
  void aSessionMustBeAnObject() {
    String line = HANDSHAKE.replace("}", ",\"session\":\"text\"}");
    assertThatExceptionOfType(BadMessageException.class)
        .isThrownBy(() -> ClientLine.of(line.getBytes(UTF_8)));
  }

  @Test
  void anUnknownTypeOfLineIsRefused() {
    byte[] line = "{\"ridethrough\":\"surprise\"}".getBytes(UTF_8);
    assertThatExceptionOfType(BadMessageException.class).isThrownBy(() -> ClientLine.of(line));
    assertThatExceptionOfType(BadMessageException.class).isThrownBy(() -> DaemonLine.of(line));
  }

  /// What a tool returns can't pass for a line of the protocol: the mark is only seen in front.
  @Test
  void aMessageIsPassedOnByteForByte() throws BadMessageException {
    byte[] line = "{ \"id\" : 1.0,\"result\":{\"ridethrough\":\"alive\"}}".getBytes(UTF_8);
    DaemonLine read = DaemonLine.of(line);
    assertThat(read).isInstanceOf(DaemonLine.Message.class);
    assertThat(read.bytes()).isSameAs(line);
  }

  @Test
  void aMessageThatBeginsLikeOurOwnLinesIsNotExecuted() {
    byte[] line = "{\"ridethrough\":1,\"id\":1,\"result\":{}}".getBytes(UTF_8);
    assertThatExceptionOfType(BadMessageException.class).isThrownBy(() -> DaemonLine.of(line));
  }
}
