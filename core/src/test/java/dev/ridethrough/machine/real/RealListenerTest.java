package dev.ridethrough.machine.real;

import static dev.ridethrough.machine.real.Refusals.errno;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.Listener;
import dev.ridethrough.machine.Sockets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealListenerTest {
  private final Sockets sockets = new RealSockets();

  @TempDir Path room;

  private Path path;
  private Listener listener;

  @BeforeEach
  void listen() throws Exception {
    path = room.resolve("s");
    listener = sockets.listen(path, 50);
  }

  @AfterEach
  void close() {
    listener.close();
  }

  @ParameterizedTest
  @EnumSource
  void acceptWaitsForAConnection(Threads kind) throws Exception {
    var accepted = kind.start(listener::accept);
    Waits.untilBlocked(
        accepted,
        () -> {
          try {
            sockets.connect(path);
          } catch (Exception failure) {
            throw new IllegalStateException(failure);
          }
        });
    assertThat(accepted.get()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void finishWakesWhoWaits(Threads kind) throws Exception {
    var accepted = kind.start(listener::accept);
    Waits.untilBlocked(accepted, listener::finish);
    assertThat(accepted.get()).isNull();
  }

  @Test
  void whatIsQueuedIsTakenAfterFinish() throws Exception {
    for (int i = 0; i < 3; i++) {
      sockets.connect(path);
    }
    listener.finish();
    for (int i = 0; i < 3; i++) {
      assertThat(listener.accept()).isNotNull();
    }
    assertThat(listener.accept()).isNull();
    assertThat(listener.accept()).isNull();
  }

  /// A connection that was made before finish() is never left behind, whenever accept looked last.
  @Test
  void noConnectionIsLostWhenFinishComesInBetween() throws Exception {
    // By time and not by number: with all cores busy a round takes a hundred times as long.
    long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
    for (int i = 0; System.nanoTime() < end; i++) {
      Path other = room.resolve("f" + i);
      try (Listener busy = sockets.listen(other, 5)) {
        var ready = new AtomicBoolean();
        var accepted = Threads.PLATFORM.start(() -> countUntilFinished(busy, ready));
        while (!ready.get()) {
          Thread.onSpinWait();
        }
        spin(i % 50);
        Connection made = sockets.connect(other);
        busy.finish();
        assertThat(accepted.get()).isEqualTo(1);
        made.close();
      }
    }
  }

  private static int countUntilFinished(Listener busy, AtomicBoolean ready) throws Exception {
    ready.set(true);
    int count = 0;
    for (var accepted = busy.accept(); accepted != null; accepted = busy.accept()) {
      count++;
      accepted.close();
    }
    return count;
  }

  private static void spin(int microseconds) {
    long end = System.nanoTime() + microseconds * 1000L;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @EnumSource
  void closeWakesWhoWaits(Threads kind) throws Exception {
    var refused = kind.start(() -> errno(listener::accept));
    Waits.untilBlocked(refused, listener::close);
    assertThat(refused.get()).isEqualTo(Errno.EBADF);
    assertThat(errno(listener::accept)).isEqualTo(Errno.EBADF);
    listener.finish();
    listener.close();
  }

  @Test
  void closeRefusesAtOnceAndLeavesThePathAlone() {
    listener.close();
    assertThat(errno(() -> sockets.connect(path))).isEqualTo(Errno.ECONNREFUSED);
    assertThat(Files.exists(path)).isTrue();
  }

  @Test
  void itFollowsItsSocketThroughARename() throws Exception {
    Path other = room.resolve("other");
    new RealFiles().rename(path, other);
    sockets.connect(other);
    assertThat(listener.accept()).isNotNull();
  }

  @Test
  void itGetsOverALackOfDescriptors() throws Exception {
    try (var child =
        Child.startAfter("ulimit -n 60", "descriptors", room.resolve("d").toString())) {
      assertThat(child.line()).as("accept").isEqualTo("EMFILE");
      assertThat(child.line()).as("connect").isEqualTo("EMFILE");
      assertThat(child.line()).as("listen").isEqualTo("EMFILE");
      assertThat(child.line()).as("watch").isEqualTo("EMFILE");
      assertThat(child.line()).as("read").isEqualTo("EMFILE");
      assertThat(child.line()).as("accept").isEqualTo("OK");
    }
  }

  /// With a single carrier, one call that held it would silence everybody else.
  @Test
  void nothingThatWaitsHoldsACarrier() throws Exception {
    var one =
        List.of(
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-Djdk.virtualThreadScheduler.maxPoolSize=1");
    try (var child = Child.startWith(one, "one-carrier", room.toString())) {
      assertThat(child.line()).isEqualTo("ALIVE");
    }
  }
}
