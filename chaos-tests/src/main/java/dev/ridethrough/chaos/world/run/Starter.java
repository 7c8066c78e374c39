package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.scenario.Fault;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Starts generations of the daemon.
final class Starter {
  /// A start that takes longer is a daemon that strands its clients.
  private static final long START_LIMIT_MILLIS = 20_000;

  private final Driver driver;
  private final Greeter greeter;
  private final Contenders contenders;
  private final Schedule schedule;
  private final Recorder recorder;
  private final Time time;
  private int generation;

  /// One of two starters that was left when the other was struck.
  private @Nullable Child spare;

  Starter(
      Driver driver,
      Greeter greeter,
      Contenders contenders,
      Schedule schedule,
      Recorder recorder,
      Time time) {
    this.driver = driver;
    this.greeter = greeter;
    this.time = time;
    this.contenders = contenders;
    this.schedule = schedule;
    this.recorder = recorder;
  }

  /// How many have been started.
  int generations() {
    return generation;
  }

  /// Starts the next generation.
  ///
  /// @param life the life that it begins; there may be none
  DaemonProcess start(int life) throws IOException {
    int number = ++generation;
    Child left = spare;
    spare = null;
    String name = "daemon " + number;
    Child process = left != null && left.isAlive() ? left : driver.daemon(life, number, name);
    return new DaemonProcess(number, name, process, recorder, time, recorder.now());
  }

  /// Starts two at once. The one that greets, or that is left when the other ends, is the next
  /// generation, and the other must give way. When one comes to where it shall be struck before
  /// anybody greets, the other is left for [#start].
  ///
  /// @param held who came there
  /// @param release lets go of whoever is held there
  DaemonProcess startTwo(int life, CompletableFuture<String> held, Runnable release)
      throws IOException {
    if (spare != null) {
      return start(life);
    }
    int number = ++generation;
    long at = recorder.now();
    String[] names = {"twin-" + number + "-a", "twin-" + number + "-b"};
    Child first = driver.daemon(life, number, names[0]);
    Child second = driver.daemon(life, number, names[1]);
    OptionalLong pid =
        greeter.await(
            () -> !held.isDone() && first.isAlive() && second.isAlive(), START_LIMIT_MILLIS);
    boolean struck = held.isDone() && pid.isEmpty();
    boolean swapped =
        struck
            ? held.join().equals(names[1])
            : pid.orElse(first.isAlive() ? 0 : second.pid()) == second.pid();
    DaemonProcess winner =
        new DaemonProcess(
            number, names[swapped ? 1 : 0], swapped ? second : first, recorder, time, at);
    Child loser = swapped ? first : second;
    if (struck) {
      spare = loser;
      return winner;
    }
    // only the one that serves is struck there
    var _ = held.thenAccept(who -> letGo(who, names[swapped ? 0 : 1], release));
    if (winner.admitRival()) {
      schedule.at(
          time.nanos(),
          0,
          () -> {
            contenders.watch(loser, at, Fault.TWO_STARTERS, number);
            winner.dismissRival();
          });
    }
    return winner;
  }

  private static void letGo(String who, String loser, Runnable release) {
    if (who.equals(loser)) {
      release.run();
    }
  }
}
