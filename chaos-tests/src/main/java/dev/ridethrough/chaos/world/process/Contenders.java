package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Daemons that must not come to serve: each is started, watched, and must end by itself.
final class Contenders {
  /// A daemon that finds the path held by one that drains waits for it.
  private static final long LIMIT_MILLIS = 40_000;

  private final Commands commands;
  private final Room room;
  private final Recorder recorder;
  private final AtomicInteger numbers = new AtomicInteger();

  Contenders(Commands commands, Room room, Recorder recorder) {
    this.commands = commands;
    this.room = room;
    this.recorder = recorder;
  }

  /// Starts one and waits for its end.
  ///
  /// @param generation which daemon serves, or -1
  void start(Fault fault, int generation, Path home) throws IOException {
    int number = numbers.incrementAndGet();
    String log = "contender-" + number;
    long at = recorder.now();
    String socket = generation < 0 ? "" : Obstacles.identityOrNone(room.socket());
    Process process = commands.startContender(home, log);
    watch(number, process, log, at, fault, generation, socket);
  }

  /// Waits for the end of one that was started by somebody else.
  ///
  /// @param at when that was
  void watch(Process process, String log, long at, Fault fault, int generation) {
    watch(numbers.incrementAndGet(), process, log, at, fault, generation, "");
  }

  /// @param socket which one the daemon that lives has, or empty where that may change
  private void watch(
      int number,
      Process process,
      String log,
      long startedAt,
      Fault fault,
      int generation,
      String socket) {
    recorder.addAll(
        List.of(new Event.ContenderStarted(startedAt, number, process.pid(), generation, fault)));
    boolean served = Greeter.sees(room.socket(), process, LIMIT_MILLIS);
    boolean ended = !process.isAlive();
    if (!ended) {
      Posix.send(process, Posix.Signal.KILL);
      Children.ended(process, LIMIT_MILLIS);
    }
    int status = ended ? process.exitValue() : -1;
    String said = Log.tail(room.log(log));
    boolean intact = socket.isEmpty() || socket.equals(Obstacles.identityOrNone(room.socket()));
    recorder.add(at -> new Event.ContenderEnded(at, number, status, served, intact, said));
  }
}
