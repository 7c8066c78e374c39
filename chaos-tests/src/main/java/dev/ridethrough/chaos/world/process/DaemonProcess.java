package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Fault;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// One generation of the daemon.
final class DaemonProcess {
  /// A start that takes longer is a daemon that strands its clients.
  private static final long START_LIMIT_MILLIS = 20_000;

  private final int generation;
  private final Process process;
  private final Recorder recorder;

  private final CompletableFuture<Void> died;

  /// Whether its death is our doing; a death that is not breaks a promise.
  private volatile boolean struck;

  DaemonProcess(int generation, Process process, Recorder recorder) {
    this.generation = generation;
    this.process = process;
    this.recorder = recorder;
    recorder.add(at -> new Event.DaemonStarted(at, generation, process.pid()));
    died =
        process
            .onExit()
            .thenAccept(p ->
                recorder.add(at -> new Event.DaemonDied(at, generation, p.exitValue(), struck)));
  }

  /// Waits until it greets at the path, or is held at its kill point, which may be before or in its
  /// first greeting.
  ///
  /// @return false when neither came in time, or it died
  boolean awaitServing(Path socket, CompletableFuture<?> held) {
    CompletableFuture<OptionalLong> greeted =
        CompletableFuture.supplyAsync(
            () -> Greeter.await(socket, process, START_LIMIT_MILLIS), Schedule.THREADS);
    CompletableFuture.anyOf(greeted, held).join();
    if (held.isDone()) {
      return true;
    }
    OptionalLong pid = greeted.join();
    pid.ifPresent(p -> recorder.add(at -> new Event.DaemonServing(at, generation, p)));
    return pid.isPresent();
  }

  /// Sends the signal.
  ///
  /// @param landed whether it strikes where it was aimed
  void strike(Fault fault, boolean landed) {
    struck = true;
    boolean aimed = fault.aim() instanceof Aim.Point;
    recorder.add(at ->
        new Event.FaultStruck(at, generation, fault.signal(), fault.aim().words(), aimed, landed));
    switch (fault.signal()) {
      case SIGKILL -> process.destroyForcibly();
      case SIGTERM -> process.destroy();
      case NONE -> throw new IllegalArgumentException("no signal to send");
    }
  }

  /// Kills what should have served or ended by itself, and records the death, which then is ours;
  /// that it never served is another matter.
  void giveUp() {
    if (process.isAlive()) {
      struck = true;
    }
    process.destroyForcibly();
    died.join();
  }

  /// Ends it after the scenario; not recorded as a fault.
  void end(long millis) {
    struck = true;
    process.destroy();
    if (!Children.ended(process, millis)) {
      process.destroyForcibly();
    }
  }

  /// Waits for the death that [#strike] brings; it is recorded then.
  ///
  /// @return whether it came in time
  boolean awaitDeath(long millis) {
    if (!Children.ended(process, millis)) {
      return false;
    }
    died.join();
    return true;
  }

  Process process() {
    return process;
  }
}
