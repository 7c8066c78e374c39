package dev.ridethrough.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.engine.EngineFixture.Reply;
import dev.ridethrough.machine.FakeMachine;
import dev.ridethrough.machine.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
  private static final String PID = String.valueOf(FakeMachine.SELF.pid());

  private final EngineFixture engine = new EngineFixture();

  @Test
  void appendLeavesOneRowWithKeyTextAndWhoWroteIt() {
    Reply reply = engine.call("ledger_append", "{\"text\":\"grüße\"}");

    assertThat(reply.failed()).isFalse();
    assertThat(reply.structured()).containsExactly(Map.entry("id", 1));
    assertThat(reply.text()).isEqualTo("{\"id\":1}");
    assertThat(engine.store.rows(Ledger.TABLE))
        .containsExactly(new Row(1, List.of("key-1", "grüße", "3", PID)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ledger_append", "ledger_slow_append", "ledger_append_directly"})
  void twoExecutionsOfOneRequestLeaveTwoRows(String tool) {
    engine.call(tool, "{\"text\":\"a\",\"ms\":0}");
    Reply second = engine.call(tool, "{\"text\":\"a\",\"ms\":0}");

    assertThat(second.structured()).containsExactly(Map.entry("id", 2));
    assertThat(engine.store.rows(Ledger.TABLE))
        .extracting(Row::values)
        .containsExactly(List.of("key-1", "a", "3", PID), List.of("key-1", "a", "3", PID));
  }

  @Test
  void ensureAddsARowForATextOnce() {
    engine.call("ledger_append", "{\"text\":\"a\"}");
    Reply first = engine.call("ledger_ensure", "{\"text\":\"a\"}");
    Reply second = engine.call("ledger_ensure", "{\"text\":\"a\"}");
    Reply other = engine.call("ledger_ensure", "{\"text\":\"b\"}");

    assertThat(first.structured()).containsExactly(Map.entry("id", 2));
    assertThat(second.structured()).containsExactly(Map.entry("id", 2));
    assertThat(other.structured()).containsExactly(Map.entry("id", 3));
    assertThat(engine.ledgerTexts()).containsExactly("a", "a", "b");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "100, 1", "101, 2", "250, 3", "250.0, 3", "600000, 6000"})
  void slowAppendWorksInShortSlicesThenAppends(String millis, int slices) {
    Reply reply = engine.call("ledger_slow_append", "{\"text\":\"s\",\"ms\":" + millis + "}");

    assertThat(reply.structured()).containsExactly(Map.entry("id", 1));
    assertThat(engine.machine.sleeps)
        .hasSize(slices)
        .allMatch(slice -> slice.compareTo(Duration.ofMillis(100)) <= 0);
    assertThat(engine.machine.now())
        .isEqualTo(Duration.ofMillis((long) Double.parseDouble(millis)));
    assertThat(engine.ledgerTexts()).containsExactly("s");
  }

  @Test
  void slowAppendTellsItsProgressWhileNothingIsCommitted() {
    List<Integer> rowsAtCheck = new ArrayList<>();
    engine.execution.cancelled = () -> !rowsAtCheck.add(engine.ledgerTexts().size());

    engine.call("ledger_slow_append", "{\"text\":\"s\",\"ms\":250}", "{\"progressToken\":\"p\"}");

    assertThat(rowsAtCheck).containsExactly(0, 0, 0, 0);
    assertThat(engine.execution.sent)
        .extracting(line -> Reply.object(EngineFixture.json(line).get("params")))
        .extracting(params -> params.get("progressToken"), params -> params.get("progress"))
        .extracting(Object::toString)
        .containsExactly("(\"p\", 100.0)", "(\"p\", 200.0)", "(\"p\", 250.0)");
  }

  @Test
  void slowAppendWithoutTokenSendsNothing() {
    engine.call("ledger_slow_append", "{\"text\":\"s\",\"ms\":250}");

    assertThat(engine.execution.sent).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 100", "99, 9900"})
  void aCancelledSlowAppendStopsSoonAndLeavesNoRow(int slices, long worked) {
    engine.execution.cancelled = () -> engine.machine.sleeps.size() >= slices;

    Reply reply = engine.call("ledger_slow_append", "{\"text\":\"s\",\"ms\":600000}");

    assertThat(reply.failed()).isTrue();
    assertThat(reply.text()).isEqualTo("Cancelled after " + worked + " ms; nothing was written.");
    assertThat(engine.machine.sleeps).hasSize(slices);
    assertThat(engine.ledgerTexts()).isEmpty();
  }

  @Test
  void aCancellationAfterTheLastSliceStillLeavesNoRow() {
    engine.execution.cancelled = () -> engine.machine.sleeps.size() == 3;

    Reply reply = engine.call("ledger_slow_append", "{\"text\":\"s\",\"ms\":300}");

    assertThat(reply.failed()).isTrue();
    assertThat(engine.ledgerTexts()).isEmpty();
  }

  @Test
  void entriesArePaged() {
    for (int i = 1; i <= 5; i++) {
      engine.call("ledger_append", "{\"text\":\"t" + i + "\"}");
    }

    Reply first = engine.call("ledger_entries", "{\"limit\":3}");
    Reply second = engine.call("ledger_entries", "{\"limit\":3,\"after\":3}");
    Reply third = engine.call("ledger_entries", "{\"limit\":3,\"after\":5}");

    assertThat(first.structured())
        .containsEntry("nextAfter", 3)
        .containsEntry("entries", List.of(entry(1), entry(2), entry(3)));
    assertThat(second.structured())
        .containsEntry("nextAfter", 5)
        .containsEntry("entries", List.of(entry(4), entry(5)));
    assertThat(third.text()).isEqualTo("{\"entries\":[],\"nextAfter\":5}");
  }

  private static Map<String, Object> entry(int id) {
    return Map.of(
        "id", id, "request_key", "key-1", "text", "t" + id, "generation", "3", "pid", PID);
  }

  @Test
  void entriesTakeNoArgumentsAtAll() {
    engine.call("ledger_append", "{\"text\":\"t1\"}");

    for (String arguments : List.of("{}", "null", "{\"after\":null,\"limit\":null}")) {
      assertThat(engine.call("ledger_entries", arguments).text())
          .isEqualTo(
              """
              {"entries":[{"id":1,"request_key":"key-1","text":"t1","generation":"3","pid":"%s"}],\
              "nextAfter":1}\
              """
                  .formatted(PID));
    }
  }

  @Test
  void aPageOfLongEntriesEndsEarlyButAlwaysGoesOn() {
    String longest = "\\u0001".repeat(16 * 1024);
    for (int i = 0; i < 40; i++) {
      engine.call("ledger_append", "{\"text\":\"" + longest + "\"}");
    }

    List<Integer> pages = new ArrayList<>();
    int after = 0;
    while (after < 40 && pages.size() < 40) {
      Reply page = engine.call("ledger_entries", "{\"limit\":1000,\"after\":" + after + "}");
      after = (int) page.structured().get("nextAfter");
      pages.add(after);
    }

    assertThat(pages).containsExactly(16, 32, 40);
  }

  @Test
  void echoReturnsTheTextAndLeavesNoRow() {
    Reply reply = engine.call("echo", "{\"text\":\"a\\u0000\\n😀\"}");

    assertThat(reply.text()).isEqualTo("a\u0000\n😀");
    assertThat(reply.structured()).containsExactly(Map.entry("text", "a\u0000\n😀"));
    assertThat(engine.ledgerTexts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ledger_append;{};Argument \"text\" is missing.",
        "ledger_append;{\"text\":null};Argument \"text\" is missing.",
        "ledger_append;{\"text\":7};Argument \"text\" must be a string.",
        "ledger_append;{\"text\":[\"a\"]};Argument \"text\" must be a string.",
        "ledger_append;{\"text\":{\"text\":\"a\"}};Argument \"text\" must be a string.",
        "ledger_append;{\"text\":\"\\ud800\"};Argument \"text\" is not valid Unicode.",
        "echo;{\"text\":\"\\udc00\\ud800\"};Argument \"text\" is not valid Unicode.",
        "ledger_slow_append;{\"text\":\"a\"};Argument \"ms\" is missing.",
        "ledger_entries;{\"limit\":0};Argument \"limit\" must be a whole number from 1 to 1000.",
        "ledger_entries;{\"limit\":1001};Argument \"limit\" must be a whole number from 1 to 1000.",
      })
  void hostileArgumentsAreExplained(String tool, String arguments, String message) {
    Reply reply = engine.call(tool, arguments);

    assertThat(reply.failed()).isTrue();
    assertThat(reply.text()).isEqualTo(message);
    assertThat(engine.ledgerTexts()).isEmpty();
    assertThat(engine.machine.log).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "600001",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "1e400",
        "1e18",
        "0.5",
        "\"100\"",
        "true",
        "[]",
        "{}",
      })
  void hostileDurationsAreRefusedBeforeAnyWork(String millis) {
    Reply reply = engine.call("ledger_slow_append", "{\"text\":\"a\",\"ms\":" + millis + "}");

    assertThat(reply.failed()).isTrue();
    assertThat(reply.text()).isEqualTo("Argument \"ms\" must be a whole number from 0 to 600000.");
    assertThat(engine.machine.sleeps).isEmpty();
    assertThat(engine.ledgerTexts()).isEmpty();
  }

  @Test
  void theLongestTextIsCountedInCharactersNotInUnits() {
    String longest = "😀".repeat(16 * 1024);

    assertThat(engine.call("ledger_append", "{\"text\":\"" + longest + "\"}").failed()).isFalse();
    Reply longer = engine.call("ledger_append", "{\"text\":\"" + longest + "x\"}");

    assertThat(longer.failed()).isTrue();
    assertThat(longer.text()).isEqualTo("Argument \"text\" is longer than 16384 characters.");
    assertThat(engine.ledgerTexts()).containsExactly(longest);
  }

  @Test
  void deepArgumentsAreRefusedWithoutHarm() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String shallow = "[".repeat(150) + "]".repeat(150);

    assertThat(engine.call("echo", "{\"text\":" + deep + "}").errorCode()).isEqualTo(-32700);
    assertThat(engine.call("echo", "{\"text\":" + shallow + "}").text())
        .isEqualTo("Argument \"text\" must be a string.");
    assertThat(engine.call("echo", "{\"text\":\"a\",\"x\":" + shallow + "}").text()).isEqualTo("a");
  }
}
