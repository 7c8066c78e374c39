package dev.ridethrough.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallTest {

  private static ToolCall call(Object argument) {
    return new ToolCall(Map.of("n", argument), null, new FakeExecution("key-1"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {9007199254740992.0, 1e300, Double.POSITIVE_INFINITY})
  void aNumberThatIsNotExactIsRefused(double number) {
    assertThatThrownBy(() -> call(number).number("n", 0, Long.MAX_VALUE))
        .isInstanceOf(ToolException.class);
  }

  @Test
  void exactNumbersAreTaken() throws ToolException {
    assertThat(call(9007199254740991.0).number("n", 0, Long.MAX_VALUE))
        .isEqualTo(9007199254740991L);
    assertThat(call(Long.MAX_VALUE).number("n", 0, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(call(-5).number("n", -5, 5, 0)).isEqualTo(-5);
    assertThat(call("x").number("m", -5, 5, 3)).isEqualTo(3);
  }

  @Test
  void theRequestIsKnownToTheTool() {
    ToolCall call = call("x");

    assertThat(call.requestKey()).isEqualTo("key-1");
    assertThat(call.arguments()).containsExactly(Map.entry("n", "x"));
    assertThat(call.cancelled()).isFalse();
  }
}
