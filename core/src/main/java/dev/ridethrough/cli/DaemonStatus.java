package dev.ridethrough.cli;

import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Poll;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Peer;
import dev.ridethrough.proxy.Call;
import dev.ridethrough.proxy.Probe;
import dev.ridethrough.proxy.ProxySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Ask the daemon something and say whether it answers.")
final class DaemonStatus implements Callable<Integer> {
  private final Machine machine;
  private final Console console;

  @Mixin private Where where;

  DaemonStatus(Machine machine, Console console) {
    this.machine = machine;
    this.console = console;
    this.where = new Where(machine);
  }

  @Override
  public Integer call() {
    return switch (Probe.at(machine, where.socket())) {
      case Probe.Finding.Serving serving -> exchange(serving);
      case Probe.Finding.NotServing not -> {
        console.print("not serving: " + not.explanation());
        yield ExitCode.NOT_SENT;
      }
    };
  }

  /// A greeting is a promise; only an answer proves that it serves.
  private int exchange(Probe.Finding.Serving serving) {
    Path socket = where.socket();
    ProxySettings once =
        new ProxySettings(socket, Grace.of(Duration.ZERO, Poll.JITTERED), false, Version.text());
    long before = machine.nanoTime();
    return switch (new Call(machine, once).request("ping", Map.of())) {
      case Call.Answer.Result _ -> {
        long millis = Duration.ofNanos(machine.nanoTime() - before).toMillis();
        console.print(
            "serving: generation %d, %s, version %s, at %s (answered in %d ms)"
                .formatted(
                    serving.greeting().generation(),
                    process(serving),
                    serving.greeting().version(),
                    socket,
                    millis));
        yield ExitCode.OK;
      }
      case Call.Answer.Failed failed -> {
        console.print("not serving: it greets but does not answer. " + failed.message());
        yield ExitCode.NOT_SENT;
      }
    };
  }

  private static String process(Probe.Finding.Serving serving) {
    long pid = serving.peer().pid();
    return pid == Peer.UNSEEN
        ? "pid " + serving.greeting().pid() + " of another container"
        : "pid " + pid;
  }
}
