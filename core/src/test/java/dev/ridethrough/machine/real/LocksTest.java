package dev.ridethrough.machine.real;

import static dev.ridethrough.machine.real.Refusals.errno;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.LockedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LocksTest {
  private final RealFiles files = new RealFiles();
  private final RealFiles second = new RealFiles();

  @TempDir Path room;
  private Path path;

  @BeforeEach
  void name() {
    path = room.resolve("lock");
  }

  /// A second machine in one process does not know of the lock, but its attempt must not drop it.
  @Test
  void aSecondMachineIsRefusedToo() throws Exception {
    files.tryLock(path);
    assertThat(second.tryLock(path)).isNull();
    assertThat(second.tryLock(path)).isNull();
    assertThat(childsTry()).isEqualTo("BUSY");
  }

  private String childsTry() throws IOException {
    try (var child = Child.start("lock", path.toString())) {
      return child.line();
    }
  }

  @Test
  void oneProcessHoldsItUntilItIsKilled() throws Exception {
    try (var child = Child.start("lock", path.toString())) {
      assertThat(child.line()).isEqualTo("LOCKED");
      assertThat(childsTry()).isEqualTo("BUSY");
      assertThat(files.tryLock(path)).isNull();
      child.kill();
      await().until(() -> files.tryLock(path) != null);
    }
  }

  @Test
  void itIsHeldWhateverIsTriedOrWritten() throws Exception {
    LockedFile mine = files.tryLock(path);
    assertThat(files.tryLock(path)).isNull();
    mine.write("pid 1");
    mine.read();
    mine.isCurrent();
    assertThat(childsTry()).isEqualTo("BUSY");
  }

  @Test
  void itIsHeldWhenTheCallerForgetsIt() throws Exception {
    lockAndForget();
    System.gc();
    assertThat(childsTry()).isEqualTo("BUSY");
  }

  /// In a frame of its own, which may otherwise keep it from the collector.
  private void lockAndForget() throws IOException {
    assertThat(files.tryLock(path) == null).isFalse();
  }

  @Test
  void theLockFollowsTheFileAndNotThePath() throws Exception {
    LockedFile mine = files.tryLock(path);
    assertThat(mine.isCurrent()).isTrue();
    files.unlink(path);
    assertThat(mine.isCurrent()).isFalse();
    for (int i = 0; i < 100; i++) {
      Files.createFile(path);
      assertThat(mine.isCurrent()).as("the same inode again").isFalse();
      files.unlink(path);
    }
    assertThat(childsTry()).isEqualTo("LOCKED");
  }

  @Test
  void aRenamedFileComesBack() throws Exception {
    LockedFile mine = files.tryLock(path);
    files.rename(path, room.resolve("other"));
    assertThat(mine.isCurrent()).isFalse();
    files.rename(room.resolve("other"), path);
    assertThat(mine.isCurrent()).isTrue();
  }

  @Test
  void onlyAFileIsLocked() throws Exception {
    Path file = Files.createFile(room.resolve("file"));
    Files.createSymbolicLink(path, file);
    new ProcessBuilder("mkfifo", room.resolve("fifo").toString()).start().waitFor();
    assertThat(errno(() -> files.tryLock(path))).isEqualTo(Errno.EEXIST);
    assertThat(errno(() -> files.tryLock(room.resolve("fifo")))).isEqualTo(Errno.EEXIST);
    assertThat(errno(() -> files.tryLock(room))).isEqualTo(Errno.EEXIST);
    assertThat(errno(() -> files.tryLock(room.resolve("a/lock")))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> files.tryLock(file.resolve("lock")))).isEqualTo(Errno.ENOTDIR);
  }

  @Test
  void writeReplacesTheText() throws Exception {
    LockedFile mine = files.tryLock(path);
    assertThat(mine.read()).isEmpty();
    mine.write("a long text, Ünïcode included");
    assertThat(mine.read()).isEqualTo("a long text, Ünïcode included");
    mine.write("short");
    assertThat(mine.read()).isEqualTo("short");
    assertThat(Files.size(path)).isEqualTo(5);
    mine.write("x".repeat(4096));
    assertThat(mine.read()).hasSize(4096);
    assertThatThrownBy(() -> mine.write("x".repeat(4097)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherProcessReadsIt() throws Exception {
    LockedFile mine = files.tryLock(path);
    mine.write("pid 1");
    try (var child = Child.start("read", path.toString())) {
      assertThat(child.line()).isEqualTo("OK");
    }
    assertThat(childsTry()).isEqualTo("BUSY");
  }
}
