package dev.ridethrough.chaos.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.world.run.Recorder;
import dev.ridethrough.chaos.world.run.Time;
import dev.ridethrough.machine.real.RealMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Updates that are scripts.
class UpdaterTest {
  @TempDir private Path room;
  private final Time time =
      new Time(new RealMachine(), () -> CompletableFuture.completedFuture(null));
  private Stage stage;
  private Manager manager;

  @BeforeEach
  void setUp() throws IOException {
    stage = Stage.make(room.resolve("stage"));
    Recorder recorder = new Recorder(time.machine(), _ -> {}, null);
    Service service = new Service(stage, new Chronicle(List.of(recorder)), time);
    manager = new Manager(stage, service, time);
    Files.createDirectories(stage.prefix().resolve("versions"));
  }

  @AfterEach
  void end() {
    manager.close();
  }

  private Update run(Step step, String script) throws IOException {
    Path launcher = Files.createDirectories(room.resolve("app/bin")).resolve("ridethrough");
    Files.writeString(launcher, "#!/bin/sh\ncd " + room + "\n" + script + "\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    Path app = room.resolve("app");
    Build build = new Build("NEW", app, app, "1", "d", true, true);
    return new Updater(stage, manager, build, time).run(build, step);
  }

  private static final String INSTALL = "mkdir stage/p/versions/x";

  @Test
  void isKilledAtItsStep() throws IOException {
    Update update = run(Step.INSTALLING, INSTALL + "; exec sleep 60");
    assertThat(update.killedAt()).isEqualTo(Step.INSTALLING);
    assertThat(update.status()).isEqualTo(137);
  }

  @Test
  void whatEndsBeforeItsStepWasNotKilled() throws IOException {
    assertThat(run(Step.SWAPPED, INSTALL).killedAt()).isNull();
  }

  /// It came to its step, and to its end before anybody could kill it there.
  @Test
  void whatEndsByItselfWasNotKilled() {
    assertThat(Updater.killedAt(Step.RESTARTED, 0)).isNull();
    assertThat(Updater.killedAt(Step.RESTARTED, 70)).isNull();
    assertThat(Updater.killedAt(Step.RESTARTED, 137)).isEqualTo(Step.RESTARTED);
    assertThat(Updater.killedAt(null, 137)).as("by somebody else").isNull();
  }

  /// What an update starts while it is looked at would go on with its work.
  @RepeatedTest(4)
  void nothingIsLeftThatItHasStarted() throws IOException {
    Update update =
        run(
            Step.INSTALLING,
            INSTALL
                + "; i=0; while [ $i -lt 900 ]; do sleep 60 & /bin/true; i=$((i+1)); done; wait");
    assertThat(update.killedAt()).isEqualTo(Step.INSTALLING);
    List<ProcessHandle> left = ProcessHandle.allProcesses().filter(it -> isHere(it.pid())).toList();
    left.forEach(ProcessHandle::destroyForcibly);
    assertThat(left).isEmpty();
  }

  private boolean isHere(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).equals(room);
    } catch (IOException e) {
      return false; // gone
    }
  }
}
