package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Peer;
import dev.ridethrough.proxy.Probe;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "End the daemon with SIGTERM and wait until it is gone.")
final class DaemonStop implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);

  private final Machine machine;
  private final Console console;

  @Mixin private Where where;

  DaemonStop(Machine machine, Console console) {
    this.machine = machine;
    this.console = console;
    this.where = new Where(machine);
  }

  @Override
  public Integer call() {
    return switch (Probe.at(machine, where.socket())) {
      case Probe.Finding.Serving serving -> stop(serving.peer().pid());
      case Probe.Finding.NotServing not -> {
        console.complain("ridethrough: no daemon to stop: " + not.explanation());
        yield ExitCode.NOT_SENT;
      }
    };
  }

  private int stop(long pid) {
    if (pid == Peer.UNSEEN) {
      throw new UserException(
          "the daemon at "
              + where.socket()
              + " runs in another container, so its process can't be signalled from here."
              + " Stop that container, or run this command in it.");
    }
    if (!machine.terminate(pid)) {
      throw new UserException("the daemon (pid " + pid + ") can't be signalled.");
    }
    long giveUpAt = machine.nanoTime() + LIMIT.toNanos();
    while (machine.alive(pid)) {
      if (machine.nanoTime() > giveUpAt) {
        throw new UserException(
            "the daemon (pid " + pid + ") got SIGTERM but still runs; look at its log.");
      }
      machine.sleep(POLL);
    }
    console.print("stopped: pid " + pid + " at " + where.socket());
    return ExitCode.OK;
  }
}
