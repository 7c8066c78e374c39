package dev.ridethrough.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellWordTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "target/gate/failures/0001/scenario.json, target/gate/failures/0001/scenario.json",
        "a b, 'a b'",
        "$(id), '$(id)'",
        "it's, 'it'\\''s'",
        "~x, '~x'",
      })
  void quotedWhenNeeded(String word, String quoted) {
    assertThat(ShellWord.quoted(word)).isEqualTo(quoted);
  }
}
