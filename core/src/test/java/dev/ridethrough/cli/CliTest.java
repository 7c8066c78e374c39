package dev.ridethrough.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.TestMachine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        "call echo --poll 0ms | --poll must be at least 1ms | ridethrough call",
        "call echo --delivery twice | 'twice' is not a delivery: it must be at-most-once or exactly-once | ridethrough call",
        "daemon run --durability none | 'none' is not a durability: it must be process-crash or power-loss | ridethrough daemon run",
        "serve --delivery AT_MOST_ONCE | 'AT_MOST_ONCE' is not a delivery | ridethrough serve",
        "serve --poll 0s | --poll must be at least 1ms | ridethrough serve",
        "serve --home a\0b | can't be used as a path here | ridethrough serve",
        "serve --nonsense | Unknown option: '--nonsense' | ridethrough serve",
        "daemon | One of run, install, uninstall, start, stop, restart, status | ridethrough daemon",
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

  @ParameterizedTest
  @CsvSource(
      nullValues = "unset",
      value = {"unset, not set to an absolute path", "here, not set to an", "/a\0b, LC_ALL"})
  void aHomeThatCannotBeUsedIsAUsageErrorInOneSentence(String home, String error) {
    Machine port =
        TestMachine.overriding(
            Machine.class,
            machine.port(),
            "environment",
            (arguments, original) -> arguments[0].equals("HOME") ? home : original.call());
    assertThat(Cli.run(port, "daemon", "status")).isEqualTo(64);
    assertThat(machine.log).singleElement().asString().contains(error).doesNotContain("Exception");
  }

  @ParameterizedTest
  @CsvSource({"'', PROCESS_CRASH", "process-crash, PROCESS_CRASH", "power-loss, POWER_LOSS"})
  void theStoreIsOpenedWithTheDurabilityThatWasAskedFor(
      String asked, Durability durability, @TempDir Path room) {
    List<Object> opened = new CopyOnWriteArrayList<>();
    Machine port =
        TestMachine.overriding(
            Machine.class,
            machine.port(),
            "openStore",
            (arguments, _) -> {
              opened.add(arguments[2]);
              throw new StoreException("enough", null);
            });
    List<String> words = new ArrayList<>(List.of("daemon", "run", "--home", room + "/home"));
    if (!asked.isEmpty()) {
      words.addAll(List.of("--durability", asked));
    }
    assertThat(Cli.run(port, words.toArray(String[]::new))).isEqualTo(1);
    assertThat(opened).containsExactly(durability);
    assertThat(machine.log.toString()).contains("can't serve from " + room + "/home: enough");
  }

  @Test
  void helpIsWhole() {
    assertThat(Cli.run(machine.port(), "call", "--help")).isZero();
    assertThat(machine.stdout.lines().toString())
        .contains("--grace", "--delivery=HOW", "(default: exactly-once)", "Exit status");
  }
}
