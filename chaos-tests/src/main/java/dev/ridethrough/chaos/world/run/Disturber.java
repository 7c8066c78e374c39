package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Does the disturbances of a life: begins each, lets it last, ends it, and records what was seen.
final class Disturber {
  private final Seats seats;
  private final DaemonFaults daemonFaults;
  private final ProxyFaults proxyFaults;
  private final Recorder recorder;
  private final Time time;
  private final AtomicInteger numbers;

  /// @param numbers gives each fault of the history its number
  Disturber(
      Seats seats,
      DaemonFaults daemonFaults,
      ProxyFaults proxyFaults,
      Recorder recorder,
      Time time,
      AtomicInteger numbers) {
    this.seats = seats;
    this.daemonFaults = daemonFaults;
    this.proxyFaults = proxyFaults;
    this.recorder = recorder;
    this.time = time;
    this.numbers = numbers;
  }

  /// Does one, to its end, or to that of the process that it strikes.
  ///
  /// @param landed whether it strikes where it was aimed
  /// @param where in the code that is, or null
  /// @param begun called as soon as it has begun, to let go of who is held at the kill point
  void run(
      Disturbance disturbance,
      DaemonProcess daemon,
      boolean landed,
      @Nullable String where,
      Runnable begun)
      throws IOException {
    boolean inProxy = disturbance.fault().strikesProxy();
    if (!inProxy && !daemon.process().isAlive()) {
      begun.run(); // it came too late: there is nothing to strike
      return;
    }
    ProxyClient client = inProxy ? seats.at(disturbance.proxy()) : null;
    int number = begins(disturbance, daemon, client, landed, where);
    Undo undo =
        client == null
            ? daemonFaults.begin(disturbance, daemon)
            : proxyFaults.begin(disturbance, client);
    boolean holds = disturbance.fault() == Fault.SLOW_START;
    if (!holds) {
      begun.run();
    }
    var _ = time.await(client == null ? daemon.died() : client.exited(), disturbance.millis());
    Seen seen = undo.undo();
    recorder.add(at ->
        new Event.Relieved(at, number, seen.effect(), seen.intact(), seen.back(), seen.detail()));
    if (holds) {
      begun.run();
    }
  }

  private int begins(
      Disturbance it,
      DaemonProcess daemon,
      @Nullable ProxyClient client,
      boolean landed,
      @Nullable String where) {
    int number = numbers.incrementAndGet();
    int generation = client == null ? daemon.generation() : -1;
    int proxy = client == null ? -1 : client.number();
    boolean aimed = it.aim() instanceof Aim.Point;
    recorder.add(at ->
        new Event.Disturbed(
            at, number, it.fault(), generation, proxy, it.aim().words(), aimed, landed, where));
    return number;
  }
}
