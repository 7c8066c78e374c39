package dev.ridethrough.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.engine.EngineFixture.Reply;
import dev.ridethrough.journal.Journal;
import dev.ridethrough.machine.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// MCP 2026-07-28.
class StatelessTest {
  private static final String META =
      """
      {"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
      "io.modelcontextprotocol/clientCapabilities":{}}\
      """;
  private static final String SERVER =
      """
      "_meta":{"io.modelcontextprotocol/serverInfo":{"name":"ridethrough","version":"1.2.3"}}\
      """;

  private final EngineFixture engine = new EngineFixture();

  private static String request(String method, String meta) {
    return """
    {"jsonrpc":"2.0","id":1,"method":"%s","params":{"_meta":%s}}\
    """
        .formatted(method, meta);
  }

  private String ask(String method) {
    return engine.handle(request(method, META));
  }

  @Test
  void discoverTellsWhatIsServed() {
    assertThat(ask("server/discover"))
        .isEqualTo(
            """
            {"jsonrpc":"2.0","id":1,"result":{"resultType":"complete",\
            "supportedVersions":["2026-07-28"],"capabilities":{"tools":{"listChanged":true}},\
            "ttlMs":0,"cacheScope":"public",%s}}\
            """
                .formatted(SERVER));
  }

  @Test
  void theToolListSaysHowLongItIsFresh() {
    Map<String, Object> result = engine.reply(request("tools/list", META)).result();

    assertThat(result)
        .containsOnlyKeys("resultType", "tools", "ttlMs", "cacheScope", "_meta")
        .containsEntry("resultType", "complete")
        .containsEntry("ttlMs", 0)
        .containsEntry("cacheScope", "public");
    assertThat((List<?>) result.get("tools")).hasSize(6);
  }

  @Test
  void aResultOfAToolIsCompleteAndNamesTheServer() {
    assertThat(
            engine.handle(
                """
                {"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"echo",\
                "arguments":{"text":"x"},"_meta":%s}}\
                """
                    .formatted(META)))
        .startsWith("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{\"content\":[")
        .endsWith("\"isError\":false,\"resultType\":\"complete\"," + SERVER + "}}");
  }

  /// A later generation, perhaps of another version, may answer for one of the legacy era.
  @Test
  void whatTheJournalKeepsBelongsToNoEra() {
    engine.execution.exactlyOnce = true;
    Reply reply = engine.call("ledger_append", "{\"text\":\"x\"}", META);

    assertThat(reply.result()).containsEntry("resultType", "complete");
    Row entry = engine.store.rows(Journal.ENTRIES).getFirst();
    assertThat(entry.values().toString()).contains("isError").doesNotContain("resultType");
    assertThat(engine.call("ledger_append", "{\"text\":\"x\"}", META)).isEqualTo(reply);
  }

  @ParameterizedTest
  @ValueSource(strings = {"initialize", "ping", "resources/list"})
  void whatThisEraDoesNotHaveIsUnknown(String method) {
    assertThat(engine.reply(request(method, META)).errorCode()).isEqualTo(-32601);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "server/discover;{};protocolVersion\\\" must be in",
        "server/discover;[];protocolVersion\\\" must be in",
        "server/discover;null;protocolVersion\\\" must be in",
        "subscriptions/listen;{};protocolVersion\\\" must be in",
        "tools/list;{\"io.modelcontextprotocol/protocolVersion\":1};protocolVersion\\\" must be in",
        "tools/list;{\"io.modelcontextprotocol/clientCapabilities\":{}};protocolVersion\\\" must be",
        "tools/list;{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"};"
            + "clientCapabilities\\\" must be in \\\"_meta\\\", and an object.",
        "tools/call;{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":[]};clientCapabilities\\\" must be",
      })
  void whatARequestMustSayAboutItself(String method, String meta, String message) {
    assertThat(engine.handle(request(method, meta)))
        .startsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602,")
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-25, 2025-11-25",
    "1900-01-01, 1900-01-01",
    "'', ''",
    "\\ud800\\u001b[31m, ''",
  })
  void anotherVersionIsToldWhatIsSpoken(String version, String requested) {
    String meta = "{\"io.modelcontextprotocol/protocolVersion\":\"%s\"}".formatted(version);
    String line = request("tools/list", meta);

    assertThat(engine.handle(line))
        .startsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32022,")
        .endsWith(
            "\"data\":{\"supported\":[\"2026-07-28\"],\"requested\":\"" + requested + "\"}}}");
  }

  @Test
  void aCallThatIsRefusedHasNoEffect() {
    String meta = "{\"io.modelcontextprotocol/protocolVersion\":\"1900-01-01\"}";

    assertThat(engine.call("ledger_append", "{\"text\":\"x\"}", meta).errorCode())
        .isEqualTo(-32022);
    assertThat(engine.ledgerTexts()).isEmpty();
  }

  /// One session may use both eras: each request says by itself which one it is of.
  @Test
  void theEraIsThatOfTheRequest() {
    assertThat(ask("tools/list")).contains("resultType");
    assertThat(engine.handle("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"))
        .doesNotContain("resultType");
    assertThat(engine.handle(request("tools/list", "{\"progressToken\":1}")))
        .doesNotContain("resultType");
  }
}
