package dev.ridethrough.chaos.world.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
  @TempDir Path folder;

  private String tail(String text) throws Exception {
    return Log.tail(Files.writeString(folder.resolve("daemon.log"), text));
  }

  @Test
  void theLastFiveLines() throws Exception {
    assertThat(tail("1\n2\n3\n\n4\n5\n6\n")).isEqualTo("2 | 3 | 4 | 5 | 6");
  }

  @Test
  void noTerminalObeysThem() throws Exception {
    assertThat(tail("a\033[31mb\u202e\n")).isEqualTo("a\\u{1b}[31mb\\u{202e}");
  }

  @Test
  void notTooLong() throws Exception {
    assertThat(tail("x".repeat(9_000) + "end")).hasSize(500).startsWith("...x").endsWith("xend");
  }

  @Test
  void nothingToShow() throws Exception {
    assertThat(tail("")).isEqualTo("it is empty");
    assertThat(Log.tail(folder.resolve("none"))).isEqualTo("can't be read");
  }
}
