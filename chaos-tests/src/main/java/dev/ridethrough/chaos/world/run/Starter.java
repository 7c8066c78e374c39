package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.scenario.Fault;
import java.io.IOException;
import java.util.OptionalLong;

/// Starts generations of the daemon.
final class Starter {
  /// A start that takes longer is a daemon that strands its clients.
  private static final long START_LIMIT_MILLIS = 20_000;

  /// What all generations write to standard error.
  private static final String DAEMON_LOG = "daemon";

  private final Driver driver;
  private final Greeter greeter;
  private final Contenders contenders;
  private final Schedule schedule;
  private final Recorder recorder;
  private final Time time;
  private int generation;

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
    Child process = driver.daemon(life, number, DAEMON_LOG);
    return new DaemonProcess(number, process, recorder, time, recorder.now());
  }

  /// Starts two at once. The one that greets is the next generation, the other must give way; when
  /// nobody greets, the first one is.
  DaemonProcess startTwo(int life) throws IOException {
    int number = ++generation;
    long at = recorder.now();
    String[] logs = {"twin-" + number + "-a", "twin-" + number + "-b"};
    Child first = driver.daemon(life, number, logs[0]);
    Child second = driver.daemon(life, number, logs[1]);
    OptionalLong pid = greeter.await(() -> first.isAlive() || second.isAlive(), START_LIMIT_MILLIS);
    boolean swapped = pid.isPresent() && pid.getAsLong() == second.pid();
    DaemonProcess winner = new DaemonProcess(number, swapped ? second : first, recorder, time, at);
    Child loser = swapped ? first : second;
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
}
