package dev.ridethrough.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A real systemd user manager with a home of its own.
final class UserManager implements AutoCloseable {
  private static final String CANNOT =
      "a systemd user manager of its own takes root, systemd and cgroups of version 1";

  private final Path home;
  private final Path runtime;
  private final Child process;

  private UserManager(Path home, Path runtime, Child process) {
    this.home = home;
    this.runtime = runtime;
    this.process = process;
  }

  /// Starts one; where that is impossible the test is skipped.
  static UserManager at(Path home) throws IOException {
    Path systemctl = Path.of("/usr/bin/systemctl");
    assumeThat(Files.isExecutable(systemctl)).as(CANNOT).isTrue();
    Path runtime =
        Files.createDirectory(
            home.resolve("run"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    List<String> command =
        List.of(
            "sh",
            Path.of("../ci/user-manager").toAbsolutePath().toString(),
            home.toString(),
            runtime.toString());
    Child process = Child.of(new ProcessBuilder(command).start());
    UserManager manager = new UserManager(home, runtime, process);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !process.process.isAlive() || manager.systemctl("show-environment") == 0);
    if (!process.process.isAlive()) {
      assumeThat(process.status()).as(CANNOT).isNotEqualTo(77);
    }
    return manager;
  }

  private int systemctl(String... words) throws IOException {
    return child(words).status();
  }

  private Child child(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("systemctl", "--user"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("XDG_RUNTIME_DIR", runtime.toString());
    return Child.of(builder.start());
  }

  /// Runs `systemctl` and expects it to succeed.
  String does(String... words) throws IOException {
    Child child = child(words);
    assertThat(child.status()).as(child.err()).isZero();
    return String.join("\n", child.out());
  }

  /// The process of the daemon, 0 when none runs.
  long pid() throws IOException {
    return Long.parseLong(does("show", "ridethrough.service", "--property=MainPID", "--value"));
  }

  Path runtime() {
    return runtime;
  }

  @Override
  public void close() throws IOException {
    if (process.process.isAlive()) {
      systemctl("exit");
    }
    process.status();
  }
}
