package dev.ridethrough.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.engine.EngineFixture.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {
  private final EngineFixture engine = new EngineFixture();

  @ParameterizedTest
  @CsvSource({
    "2025-11-25, 2025-11-25",
    "2025-06-18, 2025-06-18",
    "2025-03-26, 2025-03-26",
    "2024-11-05, 2024-11-05",
    "2026-07-28, 2025-11-25",
    "1999-01-01, 2025-11-25",
    "'', 2025-11-25",
  })
  void initializeAgreesOnTheClientsVersionIfKnown(String asked, String agreed) {
    String reply =
        engine.handle(
            """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"%s",\
            "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\
            """
                .formatted(asked));

    assertThat(reply)
        .isEqualTo(
            """
            {"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"%s",\
            "capabilities":{"tools":{"listChanged":true}},\
            "serverInfo":{"name":"ridethrough","version":"1.2.3"}}}\
            """
                .formatted(agreed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"params\":{}", ",\"params\":[]", ",\"params\":null"})
  void pingIsAnsweredWhateverItsParams(String params) {
    assertThat(engine.handle("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"" + params + "}"))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1",
        "0",
        "1.0",
        "1e2",
        "123456789012345678901234567890",
        "0.1000000000000000055511151231257827",
        "\"\"",
        "\"1\"",
        "\"a\\\"b\\\\c\\n\"",
        "\"grüße 😀\"",
      })
  void idsComeBackByteForByte(String id) {
    assertThat(engine.handle("{\"method\":\"ping\",\"id\":" + id + ",\"jsonrpc\":\"2.0\"}"))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}");
    assertThat(engine.handle("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"nope\"}"))
        .startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":");
  }

  @Test
  void toolsAreListedInOrderWithoutCursor() {
    Map<String, Object> result =
        engine.reply("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}").result();

    assertThat(result).containsOnlyKeys("tools");
    assertThat((List<?>) result.get("tools"))
        .extracting(tool -> Reply.object(tool).get("name"))
        .containsExactly(
            "ledger_append",
            "ledger_slow_append",
            "ledger_append_directly",
            "ledger_ensure",
            "ledger_entries",
            "echo");
  }

  @Test
  void aToolIsListedWithSchemaAndHints() {
    assertThat(engine.handle("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"))
        .contains(
            """
            {"name":"ledger_append","title":"Append to the ledger",\
            "description":"Adds one durable entry to the ledger and returns its id.",\
            "inputSchema":{"type":"object","properties":{"text":{"type":"string","maxLength":16384,\
            "description":"What to write down"}},"required":["text"]},\
            "annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false}}\
            """)
        .contains(
            """
            "inputSchema":{"type":"object","properties":{"after":{"type":"integer","minimum":0,\
            "maximum":9007199254740991,"default":0,"description":"Only entries with a larger id"},\
            "limit":{"type":"integer","minimum":1,"maximum":1000,"default":100,\
            "description":"At most so many entries"}}},\
            "annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true}}\
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"ledger_append\","
            + "\"arguments\":{\"text\":\"x\"}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":{\"code\":1,\"message\":\"m\"}}",
      })
  void whatIsNotARequestIsNotAnsweredAndHasNoEffect(String line) {
    assertThat(engine.handle(line)).isNull();
    assertThat(engine.ledgerTexts()).isEmpty();
  }

  @Test
  void unknownMethods() {
    Reply reply = engine.reply("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/list\"}");

    assertThat(reply.errorCode()).isEqualTo(-32601);
    assertThat(reply.errorMessage()).isEqualTo("Method not found: \"prompts/list\".");
  }

  @Test
  void hostileMethodNamesAreQuotedAndCut() {
    String method = "\\n\\u001b[31m\\ud800\\u202e" + "x".repeat(1_000_000);

    Reply reply =
        engine.reply("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":3}");

    assertThat(reply.errorCode()).isEqualTo(-32601);
    assertThat(reply.errorMessage())
        .startsWith("Method not found: \"\\u{a}\\u{1b}[31m\\u{d800}\\u{202e}xxx")
        .endsWith("xxx…\".")
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "initialize;[];\"params\" must be an object.",
        "initialize;{};\"protocolVersion\" must be a string.",
        "initialize;{\"protocolVersion\":1};\"protocolVersion\" must be a string.",
        "tools/call;7;\"params\" must be an object.",
        "tools/call;null;\"name\" must be a string.",
        "tools/call;{\"name\":[]};\"name\" must be a string.",
        "tools/call;{\"name\":\"nope\"};Unknown tool: \"nope\".",
        "tools/call;{\"name\":\"echo\",\"arguments\":[\"x\"]};\"arguments\" must be an object.",
        "tools/call;{\"name\":\"echo\",\"_meta\":1};\"_meta\" must be an object.",
        "tools/call;{\"name\":\"echo\",\"_meta\":{\"progressToken\":{}}};"
            + "\"progressToken\" must be a string or a number.",
      })
  void badParams(String method, String params, String message) {
    Reply reply =
        engine.reply(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
                .formatted(method, params));

    assertThat(reply.errorCode()).isEqualTo(-32602);
    assertThat(reply.errorMessage()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "not json;-32700;Parse error: not valid JSON",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\";-32700;Parse error: not valid JSON: it ends",
        "[];-32600;Invalid request: batches",
        "{};-32600;Invalid request: a message has a method",
        "{\"id\":{},\"method\":\"ping\"};-32600;Invalid request: the id must be",
      })
  void malformedLinesGetAnErrorWithoutId(String line, int code, String message) {
    Reply reply = engine.reply(line);

    assertThat(reply.members()).containsEntry("id", null);
    assertThat(reply.errorCode()).isEqualTo(code);
    assertThat(reply.errorMessage()).startsWith(message);
  }

  @Test
  void twoToolsWithOneNameAreRefused() {
    Tool echo = new Echo();
    assertThatThrownBy(
            () -> new Engine("1", List.of(echo, echo), engine.machine.port(), engine.store))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("echo");
  }
}
