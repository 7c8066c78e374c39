package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.daemon.Daemon;
import dev.ridethrough.daemon.DaemonSettings;
import dev.ridethrough.daemon.StartException;
import dev.ridethrough.engine.Engine;
import dev.ridethrough.engine.Ledger;
import dev.ridethrough.engine.Tool;
import dev.ridethrough.grace.Delivery;
import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Poll;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import dev.ridethrough.proxy.ProxySettings;
import dev.ridethrough.proxy.Serve;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Core's two programs, made as core's command line makes them, but without parsing one: that would
/// take most of the time of a simulated run.
///
/// Is loaded once more by a [YieldingLoader], and so may use nothing of this package that is not
/// public.
public final class CoreSoftware implements Software {
  /// The file in the daemon's home that holds the ledger.
  public static final String LEDGER = "ledger.db";

  private static final String VERSION = "simulated";
  private static final List<Table> TABLES =
      Stream.concat(Stream.of(Ledger.TABLE), Engine.tables().stream()).toList();
  private static final int FAILED = 1;

  @Override
  public SimProcess.Main daemon(Path home, Path socket, Duration drain, boolean withoutEcho) {
    DaemonSettings settings = new DaemonSettings(home, socket, drain, VERSION);
    return machine -> {
      try {
        return new Daemon(machine, settings, new LedgerLoader(machine, home, withoutEcho)).run();
      } catch (StartException e) {
        machine.log("ridethrough: " + e.getMessage());
        return FAILED;
      }
    };
  }

  private record LedgerLoader(Machine machine, Path home, boolean withoutEcho)
      implements Daemon.Loader {
    @Override
    public Store openStore() throws StoreException {
      return machine.openStore(home.resolve(LEDGER), TABLES);
    }

    @Override
    public Engine engine(Store store) throws StoreException {
      List<Tool> tools =
          Ledger.tools(machine, store).stream()
              .filter(it -> !withoutEcho || !it.spec().name().equals("echo"))
              .toList();
      return new Engine(VERSION, tools, machine, store);
    }
  }

  @Override
  public SimProcess.Main proxy(Path socket, Duration grace, boolean exactlyOnce) {
    Delivery delivery = exactlyOnce ? Delivery.EXACTLY_ONCE : Delivery.AT_MOST_ONCE;
    ProxySettings settings =
        new ProxySettings(socket, Grace.of(grace, Poll.JITTERED).with(delivery), true, VERSION);
    return machine -> new Serve(machine, settings, DaemonSettings.DEFAULT_DRAIN).run();
  }
}
