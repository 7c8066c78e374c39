package dev.ridethrough.chaos.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitFileTest {
  @TempDir private Path room;

  @Test
  void saysHowTheServiceRuns() throws IOException {
    UnitFile unit =
        read(
            """
            # ExecStart=nothing
            [Service]
            ExecStart="/a b/bin/ridethrough" daemon run "--home" "/h%%1"
            Environment="PATH=/usr/bin:/bin" "JAVA_HOME=/j=1"
            RestartSec=200ms
            TimeoutStopSec=8s
            """);
    assertThat(unit.command())
        .containsExactly("/a b/bin/ridethrough", "daemon", "run", "--home", "/h%1");
    assertThat(unit.environment())
        .containsEntry("PATH", "/usr/bin:/bin")
        .containsEntry("JAVA_HOME", "/j=1");
    assertThat(unit.restartMillis()).isEqualTo(200);
    assertThat(unit.stopMillis()).isEqualTo(8_000);
  }

  @Test
  void whatCanNotBeUnderstoodIsNotGuessedAt() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> read("[Service]\n"))
        .withMessageContaining("no ExecStart");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> read("ExecStart=x\nRestartSec=soon\n"))
        .withMessageContaining("soon");
  }

  @Property(tries = 300)
  void wordsAreReadAsTheyWereQuoted(
      @ForAll @Size(max = 5) List<@CharRange(from = ' ', to = '~') String> words) {
    String line = words.stream().map(UnitFileTest::quoted).collect(Collectors.joining(" "));
    assertThat(UnitFile.words(line)).isEqualTo(words);
  }

  private static String quoted(String word) {
    String escaped = word.replace("\\", "\\\\").replace("\"", "\\\"");
    return "\"" + escaped.replace("%", "%%").replace("$", "$$") + "\"";
  }

  private UnitFile read(String text) throws IOException {
    return UnitFile.read(Files.writeString(room.resolve("unit"), text));
  }
}
