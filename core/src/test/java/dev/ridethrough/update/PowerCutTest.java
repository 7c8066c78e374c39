package dev.ridethrough.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.TestMachine;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An update that dies at each place in turn, and the next one.
class PowerCutTest {
  private static final int FEWEST_PLACES = 30;

  @TempDir private Path room;
  private Path prefix;
  private Method run;

  @BeforeEach
  void load() throws ReflectiveOperationException {
    prefix = room.resolve("prefix");
    run =
        new KillPoints()
            .loadClass("dev.ridethrough.update.PowerCutTest$Rewritten")
            .getMethod("run", Machine.class, Path.class, Path.class);
  }

  /// Is loaded anew, as the update is.
  public static final class Rewritten {
    private Rewritten() {}

    /// The name of the outcome.
    public static String run(Machine machine, Path prefix, Path release) throws UpdateException {
      Update update = new Update(machine, prefix, null, Duration.ZERO, it -> {});
      return update.to(Source.of(release, null)).kind().name();
    }
  }

  private void release(String version, int postUpdate) throws IOException {
    Path folder = Files.createDirectories(room.resolve(version));
    Path launcher = Files.createDirectories(folder.resolve("bin")).resolve("ridethrough");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        case "$*" in
          --version) echo 'ridethrough %s' ;;
          post-update) echo %s >'%s'; exit %d ;;
        esac
        """
            .formatted(version, version, room.resolve("serves"), postUpdate));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(Files.createDirectories(folder.resolve("lib")).resolve("file"), version);
  }

  private String update(String version) throws ReflectiveOperationException {
    return (String) run.invoke(null, TestMachine.REAL, prefix, room.resolve(version));
  }

  private boolean dies(String version, int place) throws ReflectiveOperationException {
    KillPoints.arm(place);
    try {
      update(version);
      return false;
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(KillPoints.Death.class);
      return true;
    } finally {
      KillPoints.arm(0);
    }
  }

  /// The version that is current, all of which must be there.
  private String current() throws IOException {
    Path current = prefix.resolve("current");
    String version = Files.readString(current.resolve("lib/file"));
    assertThat(current.resolve("bin/ridethrough"))
        .hasSameTextualContentAs(room.resolve(version).resolve("bin/ridethrough"))
        .isExecutable();
    return version;
  }

  private void nothingIsLeft(int place) {
    assertThat(prefix.resolve("unfinished")).as("place %d", place).doesNotExist();
    assertThat(prefix.resolve("versions/.incoming")).as("place %d", place).doesNotExist();
    assertThat(prefix.resolve("current.new")).as("place %d", place).doesNotExist();
  }

  /// Of three versions one is installed, one is the one before, and one goes.
  @Test
  void aWholeVersionIsCurrentAndTheNextUpdateIsDone() throws Exception {
    release("1", 0);
    release("2", 0);
    release("3", 0);
    update("1");
    update("2");
    String before = "2";
    boolean died = true;
    int place = 0;
    while (died) {
      place++;
      String next = before.equals("3") ? "1" : Integer.toString(Integer.parseInt(before) + 1);
      died = dies(next, place);
      assertThat(current()).as("place %d", place).isIn(before, next);
      assertThat(update(next)).as("place %d", place).isIn("UPDATED", "CURRENT");
      assertThat(current()).as("place %d", place).isEqualTo(next);
      assertThat(room.resolve("serves")).as("place %d", place).content().isEqualTo(next + "\n");
      assertThat(prefix.resolve("previous/lib/file")).as("place %d", place).hasContent(before);
      nothingIsLeft(place);
      before = next;
    }
    assertThat(place).isGreaterThan(FEWEST_PLACES);
  }

  @Test
  void aRollBackThatWasCutIsDoneByTheNextUpdate() throws Exception {
    release("1", 0);
    release("2", 69);
    update("1");
    boolean died = true;
    int place = 0;
    while (died) {
      place++;
      died = dies("2", place);
      assertThat(current()).as("place %d", place).isIn("1", "2");
      assertThat(update("2")).as("place %d", place).isEqualTo("ROLLED_BACK");
      assertThat(current()).as("place %d", place).isEqualTo("1");
      assertThat(room.resolve("serves")).as("place %d", place).content().isEqualTo("1\n");
      nothingIsLeft(place);
    }
    assertThat(place).isGreaterThan(FEWEST_PLACES);
  }

  @Test
  void aFirstInstallationThatWasCutIsDoneByTheNextUpdate() throws Exception {
    release("1", 0);
    boolean died = true;
    int place = 0;
    while (died) {
      place++;
      prefix = room.resolve("prefix-" + place);
      died = dies("1", place);
      assertThat(update("1")).as("place %d", place).isIn("UPDATED", "CURRENT");
      assertThat(current()).as("place %d", place).isEqualTo("1");
      assertThat(prefix.resolve("previous")).as("place %d", place).doesNotExist();
      nothingIsLeft(place);
    }
    assertThat(place).isGreaterThan(FEWEST_PLACES);
  }
}
