package dev.ridethrough.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyReleaseCommandTest {
  @TempDir private Path room;

  /// It may be the only harness that ever runs there.
  @Test
  void cleansUpAfterOneThatWasKilled() throws IOException {
    Path left = Files.createTempDirectory("rtr");
    Files.writeString(left.resolve("owner"), "1 2001-01-01T00:00:00Z\n");
    Files.writeString(Files.createDirectories(left.resolve("1/p")).resolve("file"), "");
    String nothing = room.toString();
    int status =
        Main.execute(
            new PrintWriter(new StringWriter()),
            "verify-release",
            nothing,
            nothing,
            "--report",
            room.resolve("report").toString());
    assertThat(status).as("there is no build to be verified").isEqualTo(ExitCode.INVALID);
    assertThat(left).doesNotExist();
  }
}
