package dev.ridethrough.cli;

import dev.ridethrough.daemon.Daemon;
import dev.ridethrough.daemon.DaemonSettings;
import dev.ridethrough.daemon.StartException;
import dev.ridethrough.engine.Engine;
import dev.ridethrough.engine.Ledger;
import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run the daemon in the foreground, until SIGTERM.")
final class DaemonRun implements Callable<Integer> {
  private final Machine machine;

  @Mixin private Where where;

  @Option(
      names = "--drain",
      paramLabel = "DURATION",
      defaultValue = "4s",
      description = "How long a shutdown waits for running requests (default: ${DEFAULT-VALUE}).")
  private Duration drain = DaemonSettings.DEFAULT_DRAIN;

  @Option(
      names = "--durability",
      paramLabel = "HOW",
      defaultValue = "process-crash",
      description =
          "What the ledger and the journal survive. process-crash: the daemon's death, however it dies."
              + " power-loss: a crash of the system, too; each commit waits for the disk"
              + " (default: ${DEFAULT-VALUE}).")
  private Durability durability = Durability.PROCESS_CRASH;

  @Option(
      names = "--socket-activated",
      description =
          "Serve the listening socket that a service manager gives as standard input; for the unit"
              + " of `daemon install --socket-activated`.")
  private boolean activated;

  DaemonRun(Machine machine) {
    this.machine = machine;
    this.where = new Where(machine);
  }

  DaemonRun(
      Machine machine, Where where, Duration drain, Durability durability, boolean activated) {
    this.machine = machine;
    this.where = where;
    this.drain = drain;
    this.durability = durability;
    this.activated = activated;
  }

  /// What it was told.
  record Wish(DaemonSettings settings, Durability durability) {}

  Wish wish() {
    DaemonSettings settings =
        new DaemonSettings(where.home(), where.socket(), drain, Version.text(), activated);
    return new Wish(settings, durability);
  }

  @Override
  public Integer call() {
    DaemonSettings settings = wish().settings();
    try {
      return new Daemon(machine, settings, loader(settings.home())).run();
    } catch (StartException e) {
      throw new UserException(String.valueOf(e.getMessage()));
    }
  }

  private Daemon.Loader loader(Path home) {
    return new Daemon.Loader() {
      @Override
      public Store openStore() throws StoreException {
        return machine.openStore(
            home.resolve("ledger.db"), Engine.storeFormat(Ledger.TABLES), durability);
      }

      @Override
      public Engine engine(Store store) throws StoreException {
        return new Engine(Version.text(), Ledger.tools(machine, store), machine, store);
      }
    };
  }
}
