package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.scenario.Fault;
import java.io.IOException;
import java.util.OptionalLong;

/// Starts generations of the daemon.
final class Starter {
  /// A start that takes longer is a daemon that strands its clients.
  private static final long START_LIMIT_MILLIS = 20_000;

  private final Commands commands;
  private final Room room;
  private final Contenders contenders;
  private final Schedule schedule;
  private final Recorder recorder;
  private int generation;

  Starter(
      Commands commands, Room room, Contenders contenders, Schedule schedule, Recorder recorder) {
    this.commands = commands;
    this.room = room;
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
    Process process = commands.startDaemon(life, number, Commands.DAEMON_LOG);
    return new DaemonProcess(number, process, recorder, recorder.now());
  }

  /// Starts two at once. The one that greets is the next generation, the other must give way; when
  /// nobody greets, the first one is.
  DaemonProcess startTwo(int life) throws IOException {
    int number = ++generation;
    long at = recorder.now();
    String[] logs = {"twin-" + number + "-a", "twin-" + number + "-b"};
    Process first = commands.startDaemon(life, number, logs[0]);
    Process second = commands.startDaemon(life, number, logs[1]);
    OptionalLong pid =
        Greeter.await(room.socket(), () -> first.isAlive() || second.isAlive(), START_LIMIT_MILLIS);
    boolean swapped = pid.isPresent() && pid.getAsLong() == second.pid();
    DaemonProcess winner = new DaemonProcess(number, swapped ? second : first, recorder, at);
    Process loser = swapped ? first : second;
    String log = logs[swapped ? 0 : 1];
    if (winner.admitRival()) {
      schedule.at(
          System.nanoTime(),
          0,
          () -> {
            contenders.watch(loser, log, at, Fault.TWO_STARTERS, number);
            winner.dismissRival();
          });
    }
    return winner;
  }
}
