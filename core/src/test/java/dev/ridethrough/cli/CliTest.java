package dev.ridethrough.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.TestMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person reads who mistypes.
class CliTest {
  private final TestMachine machine = new TestMachine();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "call | Missing required parameter: 'TOOL' | ridethrough call",
        "call echo {nonsense | must be a JSON object: not valid JSON | ridethrough call",
        "call echo --grace soon | 'soon' is not a duration such as 200ms, 8s or 2m | ridethrough call",
        "serve --nonsense | Unknown option: '--nonsense' | ridethrough serve",
        "daemon | One of run, stop, status | ridethrough daemon",
        "nonsense | 'nonsense' | ridethrough",
      })
  void aUsageErrorIsShortAndSaysWhereToLook(String words, String error, String command) {
    assertThat(Cli.run(machine.port(), words.split(" "))).isEqualTo(64);
    assertThat(machine.stdout.lines()).isEmpty();
    String said = String.join("\n", machine.log);
    assertThat(said.lines()).hasSizeLessThanOrEqualTo(6);
    assertThat(said)
        .startsWith("ridethrough: ")
        .contains(error, "Usage: " + command, "See '" + command + " --help'.")
        .doesNotContain("Exit status", "JsonParse", "Exception");
  }

  @Test
  void helpIsWhole() {
    assertThat(Cli.run(machine.port(), "call", "--help")).isZero();
    assertThat(machine.stdout.lines().toString()).contains("--grace", "Exit status");
  }
}
