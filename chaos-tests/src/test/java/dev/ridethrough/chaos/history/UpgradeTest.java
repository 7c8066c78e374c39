package dev.ridethrough.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Fault;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Histories of older formats; the files were written by the harness of then.
class UpgradeTest {
  private static final Path STORED = Path.of("src/test/resources/histories");
  private static final String OLD =
      "{\"format\":1,\"world\":\"process\",\"target\":\"t\",\"delivery\":\"at-most-once\","
          + "\"windowMillis\":1,\"scenario\":{\"name\":\"n\",\"windowMillis\":1,\"drainMillis\":1,"
          + "\"proxies\":1,\"lives\":[]},\"versions\":{}}\n";

  @Test
  void thereIsAStepFromEachFormat() {
    assertThat(Upgrade.STEPS).hasSize(History.FORMAT - 1);
    assertThat(Upgrade.since(History.FORMAT)).isEmpty();
    assertThat(Upgrade.since(1)).isEqualTo(Upgrade.STEPS);
  }

  @Test
  void aLifeEndsByADeath() throws Exception {
    History history = read("format-1/late-without-an-outage.jsonl");
    assertThat(history.format()).isEqualTo(History.FORMAT);
    assertThat(history.scenario().lives().getFirst().death().signal())
        .isEqualTo(Death.Signal.SIGKILL);
  }

  @Test
  void aStaleSocketIsAFault() throws Exception {
    assertThat(read("format-1/late-without-an-outage.jsonl").scenario().faults())
        .containsExactly(Fault.STALE_SOCKET);
    assertThat(read("format-1/resend-same-key.jsonl").scenario().faults()).isEmpty();
  }

  /// The first ones say in words only that a signal was aimed at a kill point.
  @Test
  void whatWasAimedAtAPoint() throws Exception {
    for (String folder : new String[] {"format-1-first", "format-1"}) {
      assertThat(read(folder + "/resend-same-key.jsonl").all(Event.FaultStruck.class))
          .extracting(Event.FaultStruck::aimed)
          .containsExactly(true);
    }
    assertThat(read("format-1/late-without-an-outage.jsonl").all(Event.FaultStruck.class))
        .extracting(Event.FaultStruck::aimed)
        .containsExactly(false);
    assertThat(struck("100 ms after it serves").aimed()).isFalse();
    assertThat(struck("proxy 3, phase SEND, WRITE 1").aimed()).isTrue();
  }

  private static Event.FaultStruck struck(String aim) throws BadHistoryException {
    String event =
        "{\"event\":\"faultStruck\",\"at\":1,\"generation\":1,\"signal\":\"SIGKILL\",\"aim\":\""
            + aim
            + "\",\"landed\":true}\n";
    return parsed(OLD + event).all(Event.FaultStruck.class).getFirst();
  }

  /// Whatever an upgrade comes across is refused with its line, and never stumbled over.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "7",
        "null",
        "{}",
        "{\"event\":7}",
        "{\"event\":\"faultStruck\"}",
        "{\"event\":\"faultStruck\",\"aim\":[]}",
        "{\"event\":\"paused\",\"at\":1}"
      })
  void whatIsNoEvent(String line) {
    assertThatThrownBy(() -> parsed(OLD + line + "\n"))
        .isInstanceOf(BadHistoryException.class)
        .hasMessageContaining("here, line 2: not a history");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[7]",
        "7",
        "{}",
        "[{\"fault\":7}]",
        "[{\"outage\":[]}]",
        "[{\"fault\":{},\"outage\":{\"staleSocket\":{}}}]",
        "[null]"
      })
  void whatIsNoScenario(String lives) {
    String header = OLD.replace("\"lives\":[]", "\"lives\":" + lives);
    assertThatThrownBy(() -> parsed(header))
        .isInstanceOf(BadHistoryException.class)
        .hasMessageContaining("here, line 1: not a history");
  }

  private static History parsed(String text) throws BadHistoryException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HistoryFile.read(new Lines(new ByteArrayInputStream(bytes), "here"));
  }

  private static History read(String file) throws BadHistoryException {
    return HistoryFile.read(STORED.resolve(file));
  }
}
