package dev.ridethrough.machine.real;

import static dev.ridethrough.machine.real.Refusals.errno;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealWatchTest {
  private final RealFiles files = new RealFiles();

  @TempDir Path room;

  private Path directory;
  private Watch watch;

  @BeforeEach
  void watch() throws Exception {
    directory = Files.createDirectory(room.resolve("d"));
    watch = files.watch(directory);
  }

  @AfterEach
  void close() {
    watch.close();
  }

  private interface Change {
    void make() throws IOException;
  }

  private void assertSeen(Threads kind, Change change) throws Exception {
    var seen = kind.start(watch::await);
    Waits.untilBlocked(
        seen,
        () -> {
          try {
            change.make();
          } catch (IOException failure) {
            throw new IllegalStateException(failure);
          }
        });
    assertThat(seen.get()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aSocketThatIsRenamedIntoPlaceIsSeen(Threads kind) throws Exception {
    var listener = new RealSockets().listen(room.resolve("s"), 5);
    assertSeen(kind, () -> files.rename(room.resolve("s"), directory.resolve("s")));
    listener.close();
  }

  @ParameterizedTest
  @EnumSource
  void aRemovalIsSeen(Threads kind) throws Exception {
    Files.createFile(directory.resolve("a"));
    assertThat(watch.await()).isTrue();
    assertSeen(kind, () -> files.unlink(directory.resolve("a")));
  }

  @Test
  void whatHappenedBeforeIsReportedOnce() throws Exception {
    for (int i = 0; i < 1000; i++) {
      Files.createFile(directory.resolve("f" + i));
    }
    assertThat(watch.await()).isTrue();
    // The events may come in several portions; there are not as many portions as events.
    var more = Threads.VIRTUAL.start(() -> drain());
    Waits.untilBlocked(more, watch::close);
    assertThat(more.get()).isLessThan(100);
  }

  private int drain() {
    int count = 0;
    while (watch.await()) {
      count++;
    }
    return count;
  }

  @ParameterizedTest
  @EnumSource
  void closeEndsTheWaiting(Threads kind) throws Exception {
    var seen = kind.start(watch::await);
    Waits.untilBlocked(seen, watch::close);
    assertThat(seen.get()).isFalse();
    assertThat(watch.await()).isFalse();
    watch.close();
  }

  @Test
  void theEndOfTheDirectoryEndsIt() throws Exception {
    var seen = Threads.VIRTUAL.start(this::drain);
    Waits.untilBlocked(seen, () -> directory.toFile().delete());
    seen.get();
    assertThat(watch.await()).isFalse();
  }

  @Test
  void onlyADirectoryCanBeWatched() throws Exception {
    Path file = Files.createFile(room.resolve("file"));
    assertThat(errno(() -> files.watch(room.resolve("missing")))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> files.watch(file))).isEqualTo(Errno.ENOTDIR);
    assertThat(errno(() -> files.watch(file.resolve("below")))).isEqualTo(Errno.ENOTDIR);
  }
}
