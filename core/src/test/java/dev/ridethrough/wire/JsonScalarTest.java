package dev.ridethrough.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One value out of a line that is not read into memory otherwise.
class JsonScalarTest {
  private static Object scalar(String json) throws BadMessageException {
    return Json.scalar(json.getBytes(UTF_8), "params", "_meta", "progressToken");
  }

  @Test
  void itIsTheOneAtTheEndOfThePath() throws BadMessageException {
    assertThat(scalar("{\"params\":{\"_meta\":{\"progressToken\":\"ä\\n\"}}}")).isEqualTo("ä\n");
    assertThat(scalar("{\"params\":{\"_meta\":{\"progressToken\":7}}}")).isEqualTo(7);
    String beside = "{\"progressToken\":1,\"a\":[{\"_meta\":{\"progressToken\":2}}],";
    assertThat(scalar(beside + "\"params\":{\"b\":{},\"_meta\":{\"progressToken\":9}},\"c\":1}"))
        .isEqualTo(9);
  }

  /// As for whoever reads the line into a map.
  @Test
  void ofTwoOfOneNameTheLastCounts() throws BadMessageException {
    assertThat(scalar("{\"params\":{\"_meta\":{\"progressToken\":1,\"progressToken\":2}}}"))
        .isEqualTo(2);
    assertThat(scalar("{\"params\":{\"_meta\":{\"progressToken\":1},\"_meta\":{}}}")).isNull();
    assertThat(scalar("{\"params\":{\"_meta\":{\"progressToken\":1},\"_meta\":3}}")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "7",
        "[{\"params\":{\"_meta\":{\"progressToken\":1}}}]",
        "{\"params\":[{\"_meta\":{\"progressToken\":1}}]}",
        "{\"params\":{\"progressToken\":1}}",
        "{\"params\":{\"_meta\":{\"progressToken\":{\"x\":1}}}}",
        "{\"params\":{\"_meta\":{\"progressToken\":null}}}",
        "{\"params\":{\"_meta\":{\"progressToken\":true}}}",
      })
  void whereThereIsNoneThereIsNone(String json) throws BadMessageException {
    assertThat(scalar(json)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"params\":{\"_meta\":{\"progressToken\":1", "{\"params\" 1}", "{x}"})
  void whatIsNotJsonIsRefused(String json) {
    assertThatExceptionOfType(BadMessageException.class).isThrownBy(() -> scalar(json));
  }
}
