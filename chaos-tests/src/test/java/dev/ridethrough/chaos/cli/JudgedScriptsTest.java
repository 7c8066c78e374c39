package dev.ridethrough.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The scripts that end with a verdict, around a harness that is a script itself.
class JudgedScriptsTest {
  private static final Path CI = Path.of("..", "ci").toAbsolutePath().normalize();
  private static final long LIMIT_SECONDS = 30;

  @TempDir private Path root;

  @BeforeEach
  void makeCheckout() throws IOException {
    Files.createDirectory(root.resolve("ci"));
    for (String script : List.of("gate", "verify-release", "lib.sh", "mutants.sh")) {
      Files.copy(CI.resolve(script), root.resolve("ci").resolve(script));
    }
    for (String source : List.of("pom.xml", "core/pom.xml", "chaos-tests/pom.xml")) {
      Path file = root.resolve(source);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    for (String folder : List.of("core/src", "chaos-tests/src")) {
      Files.createDirectories(root.resolve(folder).resolve("app"));
      Files.createDirectories(root.resolve(folder).resolve("main"));
    }
    Files.createFile(Files.createDirectories(app("core/target/ridethrough")).resolve("built"));
    Files.createFile(Files.createDirectories(harness().getParent()).resolve("../built"));
  }

  private Path app(String folder) {
    return root.resolve(folder);
  }

  private Path harness() {
    return app("chaos-tests/target/ridethrough-chaos/bin/ridethrough-chaos");
  }

  private int run(String harness, String... words) throws Exception {
    Process process = start(harness, words);
    process.getInputStream().transferTo(System.out);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private Process start(String harness, String... words) throws IOException {
    Files.writeString(harness(), "#!/bin/sh\n" + harness + "\n");
    Files.setPosixFilePermissions(harness(), PosixFilePermissions.fromString("rwx------"));
    List<String> command = new ArrayList<>(List.of(words));
    command.set(0, root.resolve("ci").resolve(words[0]).toString());
    return new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start();
  }

  private static String says(String verdict, String folder, int status) {
    return "sleep 0.05; mkdir -p %s; printf '{\\n  \"verdict\" : \"%s\",\\n' >%s/summary.json; exit %d"
        .formatted(folder, verdict, folder, status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gate", "verify-release"})
  void aHarnessThatCrashesProvesNothing(String script) throws Exception {
    assertThat(run("exit 1", script)).as("status 1, as of a JVM that can't start").isEqualTo(3);
    assertThat(run("exit 0", script)).isEqualTo(3);
    assertThat(run("exit 134", script)).isEqualTo(3);
    assertThat(run(says("HELD", "target/" + script, 1), script)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"gate,HELD,0", "gate,BROKEN,1", "verify-release,HELD,0", "verify-release,BROKEN,1"})
  void aSummaryOfThisRunMakesItBelievable(String script, String verdict, int status)
      throws Exception {
    assertThat(run(says(verdict, "target/" + script, status), script)).isEqualTo(status);
    assertThat(run("exit " + status, script)).as("with that of the run before").isEqualTo(3);
    assertThat(run(says(verdict, "d e", status).replace("d e", "'d e'"), script, "--report", "d e"))
        .isEqualTo(status);
    assertThat(run(says(verdict, "r", status), script, "--report=r")).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "gate,2",
    "gate,64",
    "gate,130",
    "verify-release,2",
    "verify-release,64",
    "verify-release,130"
  })
  void whatSaysThatItIsNoVerdictNeedsNone(String script, int status) throws Exception {
    assertThat(run("exit " + status, script)).isEqualTo(status);
  }

  /// As a JVM does that was told to terminate.
  @ParameterizedTest
  @ValueSource(strings = {"gate", "verify-release"})
  void whoStopsTheScriptStopsTheHarness(String script) throws Exception {
    Process process =
        start("trap 'echo >gone; exit 143' TERM; echo >here; while :; do sleep 0.05; done", script);
    await().until(() -> Files.exists(root.resolve("here")));
    process.destroy();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(root.resolve("gone")).exists();
  }

  /// Else nobody would see progress.
  @ParameterizedTest
  @ValueSource(strings = {"gate", "verify-release"})
  void onATerminalTheHarnessHasIt(String script) throws Exception {
    run("exit 2", script);
    Files.writeString(harness(), "#!/bin/sh\n[ -t 0 ] && [ -t 1 ] && exit 64; exit 2\n");
    String command = root.resolve("ci").resolve(script).toString();
    Process terminal = new ProcessBuilder("script", "-qec", command, "/dev/null").start();
    assertThat(terminal.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(terminal.exitValue()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gate", "verify-release"})
  void helpIsNoRun(String script) throws Exception {
    assertThat(run("exit 0", script, "--help")).isZero();
  }
}
