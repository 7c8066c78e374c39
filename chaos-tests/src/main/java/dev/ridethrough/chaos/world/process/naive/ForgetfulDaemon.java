package dev.ridethrough.chaos.world.process.naive;

import dev.ridethrough.chaos.world.process.hook.HookedMain;
import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import dev.ridethrough.machine.real.RealMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Our daemon, but each generation loses the journal of those before it, and greets as if it had
/// it. A proxy that believes that sends again what was executed.
///
/// Takes the arguments of `ridethrough daemon run`.
public final class ForgetfulDaemon {
  /// As much of the journal as it takes to find its rows.
  private static final Table JOURNAL = new Table("journal", List.of("request_key"), "request_key");

  private static final String STORE = "ledger.db";
  private static final int PAGE = 1_000;

  private ForgetfulDaemon() {}

  public static void main(String[] args) throws IOException {
    List<String> words = List.of(args);
    forget(new RealMachine(), Path.of(words.get(words.indexOf("--home") + 1)));
    HookedMain.main(args);
  }

  /// Empties the journal in that home, if there is one. What can't be forgotten is said, and kept.
  public static void forget(Machine machine, Path home) {
    Path file = home.resolve(STORE);
    try {
      if (machine.files().status(file).kind() == FileStatus.Kind.FILE) {
        try (Store store = machine.openStore(file, List.of(JOURNAL))) {
          store.transact(ForgetfulDaemon::empty);
        }
      }
    } catch (KernelException | StoreException e) {
      machine.log("forgetful: " + e.getMessage());
    }
  }

  private static boolean empty(Store.Transaction transaction) throws StoreException {
    List<Row> rows = transaction.page(JOURNAL, 0, PAGE);
    while (!rows.isEmpty()) {
      for (Row row : rows) {
        transaction.delete(JOURNAL, row.id());
      }
      rows = transaction.page(JOURNAL, rows.getLast().id(), PAGE);
    }
    return true;
  }
}
