package dev.ridethrough.machine.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.StoreFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SQLite writes on into a file that nobody else will ever see.
class SqliteFilesTest {
  @TempDir private Path room;

  private Store open(Path path) throws StoreException {
    return SqliteStore.open(
        path, new StoreFormat(List.of(ChildMain.TABLE), 0), Durability.PROCESS_CRASH);
  }

  private static void add(Store store, String text) throws StoreException {
    store.transact(transaction -> transaction.insert(ChildMain.TABLE, List.of(text)));
  }

  private static void delete(Path path) {
    assertThat(path.toFile().delete()).isTrue();
  }

  private static long count(Store store) throws StoreException {
    return store.<List<?>>transact(transaction -> transaction.page(ChildMain.TABLE, 0, 100)).size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"store", "store-wal", "store-shm"})
  void whatIsWrittenAfterAFileWasDeletedIsNotAcknowledged(String name) throws Exception {
    open(room.resolve("store")).close(); // also when the tables were there
    try (Store store = open(room.resolve("store"))) {
      add(store, "a");
      assertThat(store.isCurrent()).isTrue();
      Files.delete(room.resolve(name));
      assertThat(store.isCurrent()).isFalse();
      assertThatThrownBy(() -> add(store, "b"))
          .isInstanceOf(StoreException.class)
          .hasMessageContainingAll("is gone", room.toString(), "Nothing was written");
    }
  }

  @Test
  void whatWasRefusedBecauseItsFileWasMovedIsNotInIt() throws Exception {
    Path home = Files.createDirectory(room.resolve("home"));
    try (Store store = open(home.resolve("store"))) {
      add(store, "a");
      Files.move(home, room.resolve("moved"));
      assertThatThrownBy(() -> add(store, "b")).isInstanceOf(StoreException.class);
    }
    try (Store store = open(room.resolve("moved/store"))) {
      assertThat(count(store)).isEqualTo(1);
    }
  }

  @Test
  void whatIsCommittedIntoAFileThatWasDeletedMeanwhileIsNotAcknowledged() throws Exception {
    try (Store store = open(room.resolve("store"))) {
      assertThatThrownBy(() ->
              store.transact(transaction -> {
                transaction.insert(ChildMain.TABLE, List.of("a"));
                delete(room.resolve("store"));
                return 0;
              }))
          .isInstanceOf(StoreException.class)
          .hasMessageContainingAll("is gone", "may be lost");
    }
  }

  @Test
  void aStoreInItsPlaceIsLeftAlone() throws Exception {
    Path home = Files.createDirectory(room.resolve("home"));
    Path path = home.resolve("store");
    Store old = open(path);
    add(old, "old");
    Files.move(home, room.resolve("moved"));
    Files.createDirectory(home);
    try (Store next = open(path)) {
      add(next, "new");
      add(next, "new");
      assertThat(old.isCurrent()).isFalse();
      old.close();
      assertThat(next.isCurrent()).as("its log is there still").isTrue();
      assertThat(count(next)).isEqualTo(2);
    }
  }

  @Test
  void aLinkThatLeadsElsewhereIsNoticed() throws Exception {
    Path real = Files.createDirectory(room.resolve("real"));
    Path home = Files.createSymbolicLink(room.resolve("home"), real);
    try (Store store = open(home.resolve("store"))) {
      assertThat(store.isCurrent()).as("by way of a link").isTrue();
      Files.delete(home);
      Files.createSymbolicLink(home, Files.createDirectory(room.resolve("other")));
      assertThat(store.isCurrent()).as("the link leads elsewhere").isFalse();
    }
  }
}
