package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.history.Event;
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
            .thenAccept(
                p ->
                    recorder.add(
                        at -> new Event.DaemonDied(at, generation, p.exitValue(), struck)));
  }

  /// Waits until it greets at the path; nothing is recorded when it never does.
  boolean awaitServing(Path socket) {
    OptionalLong pid = Greeter.await(socket, process, START_LIMIT_MILLIS);
    pid.ifPresent(p -> recorder.add(at -> new Event.DaemonServing(at, generation, p)));
    return pid.isPresent();
  }

  /// Sends the signal.
  void strike(Fault.Signal signal, String aim, boolean landed) {
    struck = true;
    recorder.add(at -> new Event.FaultStruck(at, generation, signal, aim, landed));
    switch (signal) {
      case SIGKILL -> process.destroyForcibly();
      case SIGTERM -> process.destroy();
      case NONE -> throw new IllegalArgumentException("no signal to send");
    }
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
