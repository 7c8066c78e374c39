package dev.ridethrough.chaos.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds that are scripts.
class BuildTest {
  private static final String VERSION = "--version) echo ridethrough 1.2 ;;";
  private static final String POST_UPDATE = "post-update) ;;";
  private static final String UPDATE = "update) ;;";
  private static final String SERVE = "serve) echo '--delivery HOW' ;;";

  @TempDir private Path room;
  private Path app;

  @BeforeEach
  void chooseFolder() {
    app = room.resolve("app-1.2");
  }

  private Build open(String... commands) throws BadBuildException, IOException {
    make(commands);
    return Build.open("OLD", app, room.resolve("room"));
  }

  private void make(String... commands) throws IOException {
    Path launcher = Files.createDirectories(app.resolve("bin")).resolve("ridethrough");
    Files.writeString(
        launcher,
        "#!/bin/sh\ncase $1 in\n" + String.join("\n", commands) + "\n*) exit 64 ;;\nesac\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(
        Files.createDirectories(app.resolve("lib")).resolve("ridethrough-core.jar"), "core");
  }

  @Test
  void saysWhatItCanDo() throws BadBuildException, IOException {
    Build today = open(VERSION, POST_UPDATE, UPDATE, SERVE);
    assertThat(today.version()).isEqualTo("1.2");
    assertThat(today.updates()).isTrue();
    assertThat(today.delivers()).isTrue();
    assertThat(today.isAt(app)).isTrue();
    assertThat(today.isAt(room)).isFalse();
  }

  /// Two builds of one core: what was changed may be a library, or the launcher.
  @Test
  void isToldFromAnyOtherByAllThatIsInIt() throws BadBuildException, IOException {
    Build build = open(VERSION, POST_UPDATE);
    Path other = room.resolve("other");
    assertThat(run("cp", "-a", app.toString(), other.toString())).isZero();
    assertThat(build.isAt(other)).isTrue();
    Files.writeString(other.resolve("lib/library.jar"), "newer");
    assertThat(build.isAt(other)).isFalse();
    Files.delete(other.resolve("lib/library.jar"));
    Files.writeString(other.resolve("bin/ridethrough"), "#!/bin/sh\n");
    assertThat(build.isAt(other)).isFalse();
  }

  @Test
  void anOlderOneHasNoUpdate() throws BadBuildException, IOException {
    Build old = open(VERSION, POST_UPDATE);
    assertThat(old.updates()).isFalse();
    assertThat(old.delivers()).isFalse();
  }

  @Test
  void oneWithoutPostUpdateCanNotBeVerified() {
    assertThatExceptionOfType(BadBuildException.class)
        .isThrownBy(() -> open(VERSION, UPDATE))
        .withMessageContaining("OLD, ridethrough 1.2, can't be verified: it has no post-update");
  }

  @Test
  void whatDoesNotRunIsNone() {
    assertThatExceptionOfType(BadBuildException.class)
        .isThrownBy(() -> open(POST_UPDATE))
        .withMessageContaining("does not run");
    assertThatExceptionOfType(BadBuildException.class)
        .isThrownBy(() -> Build.open("OLD", room, room.resolve("other")))
        .withMessageContaining("no bin/ridethrough");
  }

  @Test
  void anArchiveIsUnpackedIfItIsWhatItsSumSays() throws Exception {
    make(VERSION, POST_UPDATE, UPDATE);
    Path archive = room.resolve("r.tar.gz");
    assertThat(run("tar", "-czf", archive.toString(), "-C", room.toString(), "app-1.2")).isZero();
    Path sum = room.resolve("r.tar.gz.sha256");
    assertThatExceptionOfType(BadBuildException.class)
        .isThrownBy(() -> Build.open("NEW", archive, room.resolve("a")))
        .withMessageContaining("sha256");
    Files.writeString(sum, "0".repeat(64) + "  r.tar.gz\n");
    assertThatExceptionOfType(BadBuildException.class)
        .isThrownBy(() -> Build.open("NEW", archive, room.resolve("b")))
        .withMessageContaining("copy it again");
    assertThat(run("sh", "-c", "cd \"$0\" && sha256sum r.tar.gz >r.tar.gz.sha256", room.toString()))
        .isZero();
    Build build = Build.open("NEW", archive, room.resolve("c"));
    assertThat(build.source()).isEqualTo(archive);
    assertThat(build.app()).isEqualTo(room.resolve("c/unpacked/app-1.2"));
  }

  private int run(String... words) throws IOException {
    return Programs.run(List.of(words), Map.copyOf(System.getenv()), 20_000, room.resolve("log"))
        .status();
  }
}
