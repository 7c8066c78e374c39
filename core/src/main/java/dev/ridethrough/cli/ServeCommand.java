package dev.ridethrough.cli;

import dev.ridethrough.daemon.DaemonSettings;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.proxy.ProxySettings;
import dev.ridethrough.proxy.Serve;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "The MCP stdio proxy: put this into your MCP client's configuration.")
final class ServeCommand implements Callable<Integer> {
  private final Machine machine;

  @Mixin private Where where;
  @Mixin private Waiting waiting = new Waiting();

  @Option(
      names = "--drain",
      paramLabel = "DURATION",
      defaultValue = "4s",
      description =
          "How long SIGTERM waits, beyond the grace window, for what is in flight"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration drain = DaemonSettings.DEFAULT_DRAIN;

  ServeCommand(Machine machine) {
    this.machine = machine;
    this.where = new Where(machine);
  }

  ServeCommand(Machine machine, Where where, Waiting waiting, Duration drain) {
    this.machine = machine;
    this.where = where;
    this.waiting = waiting;
    this.drain = drain;
  }

  /// What it was told.
  record Wish(ProxySettings settings, Duration drain) {}

  Wish wish() {
    return new Wish(waiting.settings(where.socket()), drain);
  }

  @Override
  public Integer call() {
    Serve serve = new Serve(machine, wish().settings(), drain);
    WarmUp.run(machine);
    return serve.run();
  }
}
