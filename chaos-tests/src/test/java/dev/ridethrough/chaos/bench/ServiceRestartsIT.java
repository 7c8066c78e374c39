package dev.ridethrough.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ridethrough.chaos.check.Overall;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// One restart of each kind, under the real systemd.
class ServiceRestartsIT {
  private static final Path APP = Path.of(System.getProperty("ridethrough.app"));

  @Test
  void noCallThroughTheProxyFailsHoweverTheServiceIsRestarted() throws Exception {
    assumeThat(
            System.getProperty("user.name").equals("root")
                && Files.isExecutable(Path.of("/usr/bin/systemctl"))
                && Files.isDirectory(Path.of("/sys/fs/cgroup/systemd")))
        .as("a systemd user manager of its own takes root, systemd and cgroups of version 1")
        .isTrue();
    PrintStream nobody =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    ServiceReport report =
        ServiceRestarts.run(APP, Path.of("../ci/user-manager"), 1, new Ticker(nobody, false));
    assertThat(report.rows())
        .hasSize(6)
        .allSatisfy(row -> {
          assertThat(row.verdict()).as(row.toString()).isEqualTo(Overall.HELD);
          assertThat(row.restarts()).isEqualTo(1);
        });
    assertThat(report.rows().getFirst().bareErrors()).as("who does not wait").isPositive();
  }
}
