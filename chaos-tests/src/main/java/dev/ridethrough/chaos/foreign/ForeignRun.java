package dev.ridethrough.chaos.foreign;

import dev.ridethrough.chaos.foreign.Daemons.Signal;
import dev.ridethrough.chaos.world.LedgerRows;
import dev.ridethrough.chaos.world.process.RealWorld;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// Runs clients that others wrote through restarts, one after the other, each with daemons of its
/// own.
///
/// @param app the app folder under test
/// @param inspector the folder of the Inspector's package.json
/// @param restarts how many there shall be inside the load of each
/// @param report where logs go, in a folder for each client
public record ForeignRun(
    Path app, Path inspector, Delivery delivery, int restarts, long seed, Path report) {
  private static final int LANES = 2;
  private static final List<Action> CALLS =
      List.of(Action.LIST_TOOLS, Action.APPEND, Action.SLOW_APPEND);

  /// Runs one client. Takes half a minute, more on a busy machine.
  ///
  /// @param ticker is told how far it is
  /// @return INVALID rather than an exception when it can't be run
  public ForeignResult run(ForeignRow row, Consumer<String> ticker) {
    try {
      Path logs = Files.createDirectories(report.resolve(row.folder())).toAbsolutePath();
      Path home = Files.createTempDirectory("rtf"); // short: a socket path has 106 bytes at most
      try {
        return run(row, new Place(app, home, delivery), logs, ticker);
      } finally {
        RealWorld.delete(home);
      }
    } catch (IOException e) {
      return ForeignResult.invalid(row, String.valueOf(e.getMessage()));
    }
  }

  private ForeignResult run(ForeignRow row, Place place, Path logs, Consumer<String> ticker)
      throws IOException {
    Random random = new Random(seed ^ row.name().hashCode());
    Batches batches = new Batches();
    try (Daemons daemons = new Daemons(place, logs.resolve("daemon.log"))) {
      daemons.start();
      daemons.awaitServing();
      List<Restart> done;
      try (ForeignClient client = client(row, place, logs, batches)) {
        done = new Trial(daemons, batches, random, ticker).run(client, restarts);
        client.finish();
      }
      daemons.end(Signal.SIGTERM);
      Path ledger = place.ledger();
      return ForeignResult.of(
          row, done, batches.ended(), LedgerRows.byToken(ledger), LedgerRows.again(ledger));
    }
  }

  private ForeignClient client(ForeignRow row, Place place, Path logs, Batches batches)
      throws IOException {
    return switch (row.client()) {
      case SDK -> new SdkClient(place, logs.resolve("client.log"), batches);
      case INSPECTOR -> inspector(row, place, CALLS, LANES, batches);
      case LOAD -> inspector(row, place, List.of(Action.LOAD), 1, batches);
    };
  }

  private ForeignClient inspector(
      ForeignRow row, Place place, List<Action> round, int lanes, Batches batches)
      throws IOException {
    return new InspectorClient(Inspector.in(inspector), place, row.era(), round, lanes, batches);
  }
}
