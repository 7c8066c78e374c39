package dev.ridethrough.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.TestMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A first update that was cut, when there was no version to go back to; and a service that a
/// failed update left stopped.
class CutTest {
  @TempDir private Path room;
  private Path prefix;

  @BeforeEach
  void makeRoom() {
    prefix = room.resolve("prefix");
  }

  private Outcome update(String version, int postUpdate) throws IOException, UpdateException {
    Path release = room.resolve("release-" + version);
    Path launcher = Files.createDirectories(release.resolve("bin")).resolve("ridethrough");
    Path status = Files.writeString(room.resolve("status-" + version), postUpdate + "\n");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        echo "VERSION $*" >>'ROOM/calls'
        case "$*" in
          --version) echo 'ridethrough VERSION' ;;
          post-update) exit "$(cat 'STATUS')" ;;
        esac
        """
            .replace("VERSION", version)
            .replace("ROOM", room.toString())
            .replace("STATUS", status.toString()));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Update(TestMachine.REAL, prefix, null, Duration.ZERO, it -> {})
        .to(Source.of(release, null));
  }

  private void cut() throws IOException, UpdateException {
    update("1.0", 0);
    Path version = Files.readSymbolicLink(prefix.resolve("current")).getFileName();
    new Unfinished("", version.toString()).write(prefix);
  }

  @Test
  void aFirstUpdateThatWasCutIsBroughtToItsEnd() throws IOException, UpdateException {
    cut();
    assertThat(update("1.0", 0).kind()).isEqualTo(Outcome.Kind.UPDATED);
    assertThat(prefix.resolve("current/bin/ridethrough")).isExecutable();
    assertThat(Files.isSymbolicLink(prefix.resolve("previous"))).as("there was none").isFalse();
  }

  @Test
  void aFirstUpdateThatWasCutHasNothingToGoBackTo() throws IOException, UpdateException {
    cut();
    assertThat(update("1.0", 69).kind()).isEqualTo(Outcome.Kind.NOBODY_SERVES);
    assertThat(prefix.resolve("current/bin/ridethrough")).as("stays whole").isExecutable();
  }

  @Test
  void aServiceThatRanAndThatTheNewVersionLeftStoppedIsStartedAgain()
      throws IOException, UpdateException {
    update("1.0", 0);
    assertThat(update("2.0", 69).kind()).isEqualTo(Outcome.Kind.ROLLED_BACK);
    assertThat(Files.readAllLines(room.resolve("calls")))
        .endsWith("2.0 post-update", "1.0 post-update", "1.0 daemon start");
  }

  @Test
  void aServiceThatNobodyTouchedIsNotStarted() throws IOException, UpdateException {
    update("1.0", 0);
    assertThat(update("2.0", 1).kind()).isEqualTo(Outcome.Kind.ROLLED_BACK);
    assertThat(Files.readAllLines(room.resolve("calls")))
        .endsWith("2.0 post-update", "1.0 post-update");
  }
}
