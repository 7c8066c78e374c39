package dev.ridethrough.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.TestMachine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrgentTest {
  private final TestMachine machine = new TestMachine();

  private boolean isUrgent(String words) {
    var port = machine.port();
    return new Urgent(port, new Console(port)).command(words.split(" ")) != null;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "daemon run",
        "daemon run --home /h --socket /s --drain 4000ms --socket-activated",
        "daemon run --durability=power-loss",
        "serve",
        "serve --home /h --socket /s --grace 8s --delivery exactly-once",
        "serve --poll 200ms",
        "call echo",
        "call echo {\"text\":\"x\"}",
        "call --json --socket /s echo {}",
      })
  void whatUnitsAndClientsSayNeedsNoPicocli(String words) {
    assertThat(isUrgent(words)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "daemon",
        "daemon status",
        "daemon run --help",
        "serve --grace soon",
        "serve echo",
        "serve --home /h --home /i",
        "call",
        "call echo {nonsense",
        "call @file",
        "call --json --json echo",
      })
  void helpAndWhateverMayBeWrongIsLeftToIt(String words) {
    assertThat(isUrgent(words)).isFalse();
  }
}
