package dev.ridethrough.chaos.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the Inspector says, and what is made of it.
class ActionTest {
  private static final String APPENDED =
      "{\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"{\\\"id\\\":1}\"}],\"isError\":false}}";

  @Test
  void takesAnId() {
    Batch batch = batch(Action.APPEND, 0, APPENDED);
    assertThat(batch.failed()).isZero();
    assertThat(batch.fewestRows()).isEqualTo(1);
    assertThat(batch.longestMillis()).isEqualTo(5);
  }

  @Test
  void takesAToolList() {
    String list = "{\"result\":{\"tools\":[{\"name\":\"echo\"},{\"name\":\"ledger_append\"}]}}";
    Batch batch = batch(Action.LIST_TOOLS, 0, list);
    assertThat(batch.failed()).isZero();
    assertThat(batch.mostRows()).isZero();
    assertThat(batch(Action.LIST_TOOLS, 0, "{\"result\":{\"tools\":[]}}").failed()).isEqualTo(1);
  }

  @Test
  void othersMaySpeakBeforeIt() {
    assertThat(batch(Action.APPEND, 0, "(node:1) Warning: {\n{ it is old }\n" + APPENDED).failed())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0000",
        "{",
        "null",
        "[]",
        "{\"result\":1}",
        "{\"result\":{\"content\":{}}}"
      })
  void whatIsNoResultIsAFailure(String said) {
    for (Action action : Action.values()) {
      assertThat(batch(action, 0, said).failed()).as(action.name()).isEqualTo(1);
    }
  }

  @Test
  void aResultWithABadStatusIsAFailure() {
    assertThat(batch(Action.APPEND, 5, APPENDED).failed()).isEqualTo(1);
  }

  @Test
  void saysWhatTheInspectorSaid() {
    Batch batch = batch(Action.APPEND, 4, "{\"error\":{\"message\":\"Outcome \\u001b unknown\"}}");
    assertThat(batch.why()).isEqualTo("exit status 4: Outcome \\u{1b} unknown");
  }

  @Test
  void readsALoad() {
    String load =
        "{\"result\":{\"requests\":300,\"ok\":297,\"toolErrors\":1,\"errors\":2,"
            + "\"latencyMs\":{\"max\":61.6},\"errorMessages\":[\"unknown\"]}}";
    Batch batch = batch(Action.LOAD, 1, load);
    assertThat(batch.calls()).isEqualTo(300);
    assertThat(batch.failed()).isEqualTo(3);
    assertThat(batch.fewestRows()).isEqualTo(297);
    assertThat(batch.mostRows()).isEqualTo(300);
    assertThat(batch.longestMillis()).isEqualTo(62);
    assertThat(batch.why()).contains("unknown");
  }

  private static Batch batch(Action action, int status, String said) {
    return action.batch("t", new Answer(status, said), 1_000_000, 6_000_000);
  }
}
