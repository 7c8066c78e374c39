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
    if (left != null && left.isAlive()) {
      return new DaemonProcess(number, left, recorder, time, recorder.now());
    }
    Child process = driver.daemon(life, number, "daemon " + number);
    return new DaemonProcess(number, process, recorder, time, recorder.now());
  }

  /// Starts two at once. The one that greets is the next generation, the other must give way; when
  /// nobody greets, the first one is. When one comes to where it shall be struck before anybody
  /// greets, the other is left for [#start].
  ///
  /// @param held who came there
  DaemonProcess startTwo(int life, CompletableFuture<String> held) throws IOException {
    if (spare != null) {
      return start(life);
    }
    int number = ++generation;
    long at = recorder.now();
    String other = "twin-" + number + "-b";
    Child first = driver.daemon(life, number, "twin-" + number + "-a");
    Child second = driver.daemon(life, number, other);
    OptionalLong pid =
        greeter.await(
            () -> !held.isDone() && (first.isAlive() || second.isAlive()), START_LIMIT_MILLIS);
    boolean struck = held.isDone() && pid.isEmpty();
    boolean swapped =
        struck ? held.join().equals(other) : pid.isPresent() && pid.getAsLong() == second.pid();
    DaemonProcess winner = new DaemonProcess(number, swapped ? second : first, recorder, time, at);
    Child loser = swapped ? first : second;
    if (struck) {
      spare = loser;
    } else if (winner.admitRival()) {
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
}
