package dev.ridethrough.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreCommandTest {
  @TempDir private Path report;

  private final StringWriter said = new StringWriter();

  @Test
  void anUnknownBaseIsRefusedBeforeAnEarlierReportIsDeleted() throws Exception {
    Path earlier = Files.writeString(report.resolve("certificate.json"), "{}");

    assertThat(explore("--base", "nosuch")).isEqualTo(ExitCode.USAGE);

    assertThat(said.toString()).contains("no base scenario has \"nosuch\" in its name");
    assertThat(earlier).exists();
  }

  private int explore(String name, String value) {
    return Main.execute(
        new PrintWriter(said), "explore", name, value, "--report", report.toString());
  }
}
