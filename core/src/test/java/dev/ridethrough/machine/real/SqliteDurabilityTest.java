package dev.ridethrough.machine.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.Store.Transaction;
import dev.ridethrough.machine.Store.Work;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What SQLite is told about the disk, and what it does when the disk refuses.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SqliteDurabilityTest {
  private static final Table KEYED = ChildMain.KEYED;

  @TempDir Path room;

  private Store open(Durability durability) throws StoreException {
    return new RealMachine().openStore(room.resolve("store"), List.of(KEYED), durability);
  }

  /// What SQLite answers in the store's own connection.
  private static int ask(Transaction transaction, String sql) {
    var connection = ((SqliteTransaction) transaction).statements(KEYED).connection();
    try (var statement = connection.createStatement()) {
      return statement.execute(sql) ? statement.getResultSet().getInt(1) : -1;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"PROCESS_CRASH, 1", "POWER_LOSS, 2"})
  void eachCommitWaitsForTheDiskIfAsked(Durability durability, int synchronous) throws Exception {
    try (Store store = open(durability)) {
      assertThat(store.<Integer>transact(it -> ask(it, "PRAGMA synchronous")))
          .isEqualTo(synchronous);
    }
  }

  @Test
  void unlessAskedItDoesNot() throws Exception {
    Path path = room.resolve("store");
    try (Store store = new RealMachine().openStore(path, List.of(KEYED))) {
      assertThat(store.<Integer>transact(it -> ask(it, "PRAGMA synchronous"))).isEqualTo(1);
    }
  }

  /// SQLite rolls back everything by itself then; what came later would be committed alone.
  @Test
  void nothingIsCommittedOnceTheDiskWasFullEvenIfTheWorkGoesOn() throws Exception {
    try (Store store = open(Durability.PROCESS_CRASH)) {
      store.transact(it -> it.insert(KEYED, List.of("a", "kept")));
      assertThatThrownBy(() ->
              store.transact(it -> {
                it.update(KEYED, 1, List.of("a", "lost"));
                ask(it, "PRAGMA max_page_count = 1"); // which sets it to as many as there are
                List<String> large = List.of("b", "x".repeat(100_000));
                assertThatThrownBy(() -> it.insert(KEYED, large)).hasMessageContaining("full");
                assertThatThrownBy(() -> it.delete(KEYED, 1)).hasMessageContaining("full");
                ask(it, "PRAGMA max_page_count = 1000000");
                return true;
              }))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the disk is full");
      store.transact(it -> it.insert(KEYED, List.of("b", "next")));
      assertThat(store.<List<Row>>transact(it -> it.page(KEYED, 0, 9)))
          .containsExactly(new Row(1, List.of("a", "kept")), new Row(2, List.of("b", "next")));
    }
  }

  @Test
  void whatMayNotBeWrittenIsSaidToBe() throws Exception {
    try (Store store = open(Durability.PROCESS_CRASH)) {
      store.transact(it -> it.insert(KEYED, List.of("a", "kept")));
      List<Work<Boolean>> changes =
          List.of(
              it -> it.update(KEYED, 1, List.of("a", "lost")),
              it -> it.delete(KEYED, 1),
              it -> it.insert(KEYED, List.of("b", "lost")) > 0);
      for (Work<Boolean> change : changes) {
        assertThatThrownBy(() -> store.transact(it -> readOnly(it, change)))
            .isInstanceOf(StoreException.class)
            .hasMessageContainingAll(room.resolve("store").toString(), "it is read-only");
      }
      assertThat(store.<Boolean>transact(it -> it.find(KEYED, "a").isPresent())).isTrue();
    }
  }

  private static boolean readOnly(Transaction transaction, Work<Boolean> work)
      throws StoreException {
    ask(transaction, "PRAGMA query_only = 1");
    try {
      return work.run(transaction);
    } finally {
      ask(transaction, "PRAGMA query_only = 0");
    }
  }

  @Test
  void theOwnFileIsWrittenEvenIfItWasReadOnly() throws Exception {
    open(Durability.PROCESS_CRASH).close();
    Files.setPosixFilePermissions(
        room.resolve("store"), PosixFilePermissions.fromString("r--------"));
    try (Store store = open(Durability.PROCESS_CRASH)) {
      assertThat(store.<Long>transact(it -> it.insert(KEYED, List.of("a", "new")))).isEqualTo(1);
    }
  }

  @Test
  void aFolderThatMayNotBeWrittenIsSaidToBe() throws Exception {
    Path folder = Files.createDirectory(room.resolve("folder"));
    Path path = folder.resolve("store");
    new RealMachine().openStore(path, List.of(KEYED)).close();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
    try (var child = boundByPermissions("store-open", path.toString())) {
      assertThat(child.line())
          .contains(path.toString(), "it is read-only", "folder's owner and mode");
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /// Root may write anything, unless that right is taken away.
  private static Child boundByPermissions(String... arguments) {
    return new RealMachine().self().uid() == 0
        ? Child.startAfter(
            "exec setpriv --bounding-set=-dac_override,-dac_read_search -- \"$@\"", arguments)
        : Child.start(arguments);
  }
}
