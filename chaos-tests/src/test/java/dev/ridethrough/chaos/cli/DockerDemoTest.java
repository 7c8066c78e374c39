package dev.ridethrough.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demonstration in containers, without an engine.
class DockerDemoTest {
  @TempDir private Path root;

  private void script(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void saysWhyTheImageCanNotBeBuilt() throws Exception {
    script("docker/demo", Files.readString(Path.of("..", "docker", "demo")));
    script("ci/ensure-docker", "#!/bin/sh\necho 'Docker 1 answers; Compose is: true'\n");
    script("docker/base-image", "#!/bin/sh\n");
    script("core/target/ridethrough-image/bin/ridethrough", "#!/bin/sh\n");
    script("bin/docker", "#!/bin/sh\necho 'no space left on device' >&2\nexit 1\n");
    ProcessBuilder builder =
        new ProcessBuilder(root.resolve("docker/demo").toString()).redirectErrorStream(true);
    builder.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(said).contains("no space left on device");
  }
}
