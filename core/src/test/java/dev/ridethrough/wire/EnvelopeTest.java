package dev.ridethrough.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static Envelope of(String line) throws BadMessageException {
    return Envelope.of(line.getBytes(UTF_8));
  }

  private static Envelope request(String id) throws BadMessageException {
    return of("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"m\",\"params\":{\"id\":9}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "1.0", "-7", "1e2", "\"1\"", "\"ä\"", "12345678901234567890", "\"\""})
  void anIdIsKeptAsItWasWritten(String id) throws BadMessageException {
    assertThat(request(id)).isEqualTo(new Envelope.Request(id, "m"));
  }

  @Test
  void aStringIdIsEscapedWhateverIsInIt() throws BadMessageException {
    Envelope.Request request = (Envelope.Request) request("\"a\\\"\\n\\u0001\\\\\"");
    byte[] reply = Replies.result(request.id(), Map.of());
    assertThat(Envelope.of(reply)).isEqualTo(new Envelope.Response(request.id(), false));
    assertThat(new String(reply, UTF_8)).doesNotContain("\n");
  }

  @Test
  void tellsTheKindsApart() throws BadMessageException {
    assertThat(of("{\"method\":\"n\"}")).isEqualTo(new Envelope.Notification("n"));
    assertThat(of("{\"id\":1,\"result\":{}}")).isEqualTo(new Envelope.Response("1", false));
    assertThat(of("{\"id\":\"x\",\"error\":{}}")).isEqualTo(new Envelope.Response("\"x\"", true));
    assertThat(of("{\"id\":null,\"error\":{}}")).isEqualTo(new Envelope.Response("null", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}] | null | one message a line",
        "[] | null | one message a line",
        "null | null | a JSON object",
        "1 | null | a JSON object",
        "\"text\" | null | a JSON object",
        "{} | null | has a method",
        "{\"id\":1} | 1 | has a method",
        "{\"id\":\"x\",\"method\":7} | \"x\" | has a method",
        "{\"id\":null,\"method\":\"m\"} | null | id must be",
        "{\"id\":{},\"method\":\"m\"} | null | id must be",
        "{\"id\":[1],\"method\":\"m\"} | null | id must be",
        "{\"id\":true,\"method\":\"m\"} | null | id must be",
        "{\"id\":1,\"id\":{}} | null | more than once",
      })
  void validJsonThatIsNoMessageSaysWhyAndKeepsItsId(String line, String id, String reason)
      throws BadMessageException {
    assertThat(of(line))
        .isInstanceOfSatisfying(
            Envelope.Invalid.class,
            invalid -> {
              assertThat(invalid.id()).isEqualTo(id);
              assertThat(invalid.reason()).contains(reason);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nonsense",
        "[",
        "[nonsense]",
        "\"unended",
        "{} {}",
        "{\"id\":1,\"method\":\"m\"",
        "{\"id\":1,\"method\":\"m\"}}",
        "{\"id\":1,\"method\":\"m\"} {}",
        "{\"id\":1,\"method\":\"m\",}",
        "{\"id\":1,\"method\":\"m\",\"params\":nonsense}",
        "{\"id\":1,\"method\":\"m\",\"params\":\"unended}",
        "{'id':1,'method':'m'}",
        "{\"id\":1,\"method\":\"m\",\"params\":NaN}"
      })
  void whatIsNotOneJsonValueIsRefused(String line) {
    assertThatExceptionOfType(BadMessageException.class).isThrownBy(() -> of(line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"id\":1, nonsense} | not valid JSON: a character that does not belong there",
        "{\"id\":1,\"method\":\"m\" | it ends too early",
        "{\"id\":1,\"method\":\"unended | it ends too early",
      })
  void theErrorSaysInPlainWordsWhatIsMalformedAndWhere(String line, String message) {
    assertThatExceptionOfType(BadMessageException.class)
        .isThrownBy(() -> of(line))
        .withMessageContaining(message)
        .withMessageMatching(".*, near byte [0-9]+")
        .withMessageNotContainingAny("token", "Token", "code ", "Source", "[");
  }

  @Test
  void deepNestingIsRefusedNotAStackOverflow() {
    String deep = "[".repeat(1_000_000);
    assertThatExceptionOfType(BadMessageException.class)
        .isThrownBy(() -> of("{\"id\":1,\"method\":\"m\",\"params\":" + deep));
    assertThatExceptionOfType(BadMessageException.class)
        .isThrownBy(() -> Json.object(deep.getBytes(UTF_8)));
  }

  @Test
  void aNumberOfAMillionDigitsIsRefusedQuickly() {
    assertThatExceptionOfType(BadMessageException.class)
        .isThrownBy(() -> request("1".repeat(1_000_000)));
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] line = "{\"id\":1,\"method\":\"m?\"}".getBytes(UTF_8);
    line[line.length - 3] = (byte) 0xff;
    assertThatExceptionOfType(BadMessageException.class).isThrownBy(() -> Envelope.of(line));
  }

  @Test
  void anIdOfAParsedValueIsWrittenLikeTheRawOne() {
    assertThat(Envelope.idText(1)).isEqualTo("1");
    assertThat(Envelope.idText("a\"b")).isEqualTo("\"a\\\"b\"");
    assertThat(Envelope.idText(null)).isEqualTo("null");
  }
}
