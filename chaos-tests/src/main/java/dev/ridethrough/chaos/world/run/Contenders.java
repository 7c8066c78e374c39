package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Fault;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Daemons that must not come to serve: each is started, watched, and must end by itself.
final class Contenders {
  /// A daemon that finds the path held by one that drains waits for it.
  private static final long LIMIT_MILLIS = 40_000;

  private final Driver driver;
  private final Greeter greeter;
  private final Recorder recorder;
  private final Time time;
  private final AtomicInteger numbers = new AtomicInteger();

  Contenders(Driver driver, Greeter greeter, Recorder recorder, Time time) {
    this.driver = driver;
    this.greeter = greeter;
    this.time = time;
    this.recorder = recorder;
  }

  /// Starts one and waits for its end.
  ///
  /// @param generation which daemon serves, or -1
  void start(Fault fault, int generation) throws IOException {
    int number = numbers.incrementAndGet();
    long at = recorder.now();
    String socket = generation < 0 ? "" : driver.surroundings().socketIdentity();
    Child process = driver.contender(fault == Fault.TWO_HOMES, "contender-" + number);
    watch(number, process, at, fault, generation, socket);
  }

  /// Waits for the end of one that was started by somebody else.
  ///
  /// @param at when that was
  void watch(Child process, long at, Fault fault, int generation) {
    watch(numbers.incrementAndGet(), process, at, fault, generation, "");
  }

  /// @param socket which one the daemon that lives has, or empty where that may change
  private void watch(
      int number, Child process, long startedAt, Fault fault, int generation, String socket) {
    recorder.addAll(
        List.of(new Event.ContenderStarted(startedAt, number, process.pid(), generation, fault)));
    boolean served = greeter.sees(process, LIMIT_MILLIS);
    boolean ended = !process.isAlive();
    if (!ended) {
      process.signal(Child.Signal.KILL);
    }
    boolean gone = time.awaitOrGiveUp(process.exit(), LIMIT_MILLIS);
    int status = ended && gone ? process.exit().join() : -1;
    String said = process.said();
    boolean intact = socket.isEmpty() || socket.equals(driver.surroundings().socketIdentity());
    recorder.add(at -> new Event.ContenderEnded(at, number, status, served, intact, said));
  }
}
