package dev.ridethrough.chaos.world.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import java.time.Duration;
import java.util.concurrent.Callable;

/// A simulated process that does what a test says, one call after the other.
final class Actor {
  final Simulation simulation;
  final SimProcess process;
  private Machine machine;

  Actor(Simulation simulation, String name, int uid) {
    this.simulation = simulation;
    this.process =
        simulation.spawn(
            name,
            uid,
            it -> {
              machine = it;
              it.sleep(Duration.ofDays(100));
              return 0;
            });
    simulation.run(Duration.ZERO);
  }

  /// A call that may not have returned yet.
  static final class Pending<T> {
    private boolean done;
    private T value;
    private Exception failure;

    boolean isDone() {
      return done;
    }

    T value() {
      assertThat(done).as("returned").isTrue();
      return failure == null ? value : fail("failed", failure);
    }

    Errno errno() {
      assertThat(done).as("returned").isTrue();
      assertThat(failure).isInstanceOf(KernelException.class);
      return ((KernelException) failure).errno();
    }

    Exception failure() {
      return failure;
    }
  }

  Machine machine() {
    return machine;
  }

  /// Begins the call on a thread of its own, and lets all go on that can without time passing.
  <T> Pending<T> begin(Callable<T> call) {
    Pending<T> pending = new Pending<>();
    process.start(
        "call",
        () -> {
          try {
            pending.value = call.call();
          } catch (Exception e) {
            pending.failure = e;
          }
          pending.done = true;
        });
    simulation.run(Duration.ZERO);
    return pending;
  }

  /// The result of a call that must return at once.
  <T> T get(Callable<T> call) {
    return begin(call).value();
  }

  /// A call without a result.
  interface Action {
    void run() throws Exception;
  }

  void run(Action action) {
    get(() -> {
      action.run();
      return true;
    });
  }

  /// What the kernel says to a call that must fail at once.
  Errno errno(Action action) {
    return begin(
            () -> {
              action.run();
              return true;
            })
        .errno();
  }

  /// Writes all of it.
  void write(ByteStream stream, String text) {
    run(() -> {
      byte[] bytes = text.getBytes(UTF_8);
      for (int done = 0; done < bytes.length; ) {
        done += stream.write(bytes, done, bytes.length - done);
      }
    });
  }

  /// Reads exactly as many bytes as the text has.
  void expect(ByteStream stream, String text) {
    byte[] bytes = new byte[text.length()];
    run(() -> {
      for (int done = 0; done < bytes.length; ) {
        int n = stream.read(bytes, done, bytes.length - done);
        assertThat(n).isPositive();
        done += n;
      }
    });
    assertThat(new String(bytes, UTF_8)).isEqualTo(text);
  }

  /// One read.
  Pending<Integer> read(ByteStream stream) {
    return begin(() -> stream.read(new byte[100], 0, 100));
  }

  Errno writeErrno(ByteStream stream) {
    return errno(() -> stream.write(new byte[1], 0, 1));
  }
}
