package dev.ridethrough.machine.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.Store.Transaction;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.StoreFormat;
import dev.ridethrough.machine.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Rows with keys: found, changed and deleted.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SqliteKeyTest {
  private static final Table KEYED = ChildMain.KEYED;
  private static final Table WITHOUT = new Table(KEYED.name(), KEYED.columns());
  private static final String TAKEN = "has a row under this key already, in its table journal";

  @TempDir Path room;

  private Path path;

  @BeforeEach
  void name() {
    path = room.resolve("store");
  }

  private Store open(Table table) throws StoreException {
    return SqliteStore.open(path, new StoreFormat(List.of(table), 0), Durability.PROCESS_CRASH);
  }

  private static long add(Store store, Table table, String key) throws StoreException {
    return store.<Long>transact(it -> it.insert(table, List.of(key, "new")));
  }

  private static List<Row> all(Store store, Table table) throws StoreException {
    return store.transact(it -> it.page(table, 0, Integer.MAX_VALUE));
  }

  private static Row row(long id, String key, String state) {
    return new Row(id, List.of(key, state));
  }

  @Test
  void aRowIsFoundByItsKey() throws Exception {
    try (Store store = open(KEYED)) {
      for (String key : List.of("a", "", "Ünï 😀", "x".repeat(5000))) {
        long id = add(store, KEYED, key);
        assertThat(store.<Optional<Row>>transact(it -> it.find(KEYED, key)))
            .contains(row(id, key, "new"));
      }
      assertThat(store.<Optional<Row>>transact(it -> it.find(KEYED, "A"))).isEmpty();
    }
  }

  @Test
  void aKeyThatIsTakenIsRefusedAndTheWorkMayGoOn() throws Exception {
    try (Store store = open(KEYED)) {
      add(store, KEYED, "a");
      assertThatThrownBy(() -> add(store, KEYED, "a"))
          .isInstanceOf(StoreException.class)
          .hasMessageContainingAll(path.toString(), TAKEN, "Nothing was changed");
      store.transact(it -> {
        it.insert(KEYED, List.of("b", "new"));
        assertThatThrownBy(() -> it.insert(KEYED, List.of("b", "again")))
            .hasMessageContaining(TAKEN);
        assertThatThrownBy(() -> it.update(KEYED, 2, List.of("a", "again")))
            .hasMessageContaining(TAKEN);
        return it.insert(KEYED, List.of("c", "new"));
      });
      assertThat(all(store, KEYED))
          .containsExactly(row(1, "a", "new"), row(2, "b", "new"), row(3, "c", "new"));
    }
  }

  @Test
  void aRowIsChanged() throws Exception {
    try (Store store = open(KEYED)) {
      add(store, KEYED, "a");
      add(store, KEYED, "b");
      assertThat(store.<Boolean>transact(it -> it.update(KEYED, 1, List.of("a", "done")))).isTrue();
      assertThat(store.<Boolean>transact(it -> it.update(KEYED, 2, List.of("c", "new")))).isTrue();
      assertThat(store.<Boolean>transact(it -> it.update(KEYED, 3, List.of("d", "x")))).isFalse();
      assertThat(all(store, KEYED)).containsExactly(row(1, "a", "done"), row(2, "c", "new"));
      assertThat(add(store, KEYED, "b")).as("its key is free again").isEqualTo(3);
    }
  }

  @Test
  void aRowIsDeletedAndItsNumberNeverGivenAgain() throws Exception {
    try (Store store = open(KEYED)) {
      add(store, KEYED, "a");
      add(store, KEYED, "b");
      assertThat(store.<Boolean>transact(it -> it.delete(KEYED, 2))).isTrue();
      assertThat(store.<Boolean>transact(it -> it.delete(KEYED, 2))).isFalse();
    }
    try (Store store = open(KEYED)) {
      assertThat(add(store, KEYED, "b")).isEqualTo(3);
      assertThat(all(store, KEYED)).containsExactly(row(1, "a", "new"), row(3, "b", "new"));
    }
  }

  @Test
  void whatFailsIsRolledBack() throws Exception {
    try (Store store = open(KEYED)) {
      add(store, KEYED, "a");
      add(store, KEYED, "b");
      assertThatThrownBy(() -> store.transact(SqliteKeyTest::changeAndFail)).hasMessage("no");
      assertThat(all(store, KEYED)).containsExactly(row(1, "a", "new"), row(2, "b", "new"));
      assertThat(add(store, KEYED, "c")).isEqualTo(3);
    }
  }

  private static Object changeAndFail(Transaction transaction) throws StoreException {
    transaction.update(KEYED, 1, List.of("x", "lost"));
    transaction.delete(KEYED, 2);
    transaction.insert(KEYED, List.of("c", "lost"));
    throw new StoreException("no", null);
  }

  @Test
  void whatWasNotCommittedIsGoneAfterSigkill() throws Exception {
    try (var child = Child.start("store-change", path.toString())) {
      assertThat(child.line()).isEqualTo("INSIDE");
      child.kill();
      try (Store store = open(KEYED)) {
        assertThat(all(store, KEYED))
            .containsExactly(row(1, "a", "done"), row(2, "b", "started"), row(3, "c", "started"));
        assertThatThrownBy(() -> add(store, KEYED, "b")).hasMessageContaining(TAKEN);
        assertThat(add(store, KEYED, "d")).isEqualTo(4);
      }
    }
  }

  @Test
  void aTableThatHadNoKeyGetsOneForEverybody() throws Exception {
    try (Store older = open(WITHOUT)) {
      add(older, WITHOUT, "a");
      try (Store store = open(KEYED)) {
        assertThatThrownBy(() -> add(store, KEYED, "a")).hasMessageContaining(TAKEN);
      }
      assertThatThrownBy(() -> add(older, WITHOUT, "a")).hasMessageContaining(TAKEN);
      assertThat(add(older, WITHOUT, "b")).isEqualTo(2);
    }
  }

  @Test
  void aTableWhoseKeyIsNotUniqueIsRefusedAndLeftAsItIs() throws Exception {
    try (Store store = open(WITHOUT)) {
      add(store, WITHOUT, "a");
      add(store, WITHOUT, "a");
    }
    assertThatThrownBy(() -> open(KEYED))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(
            path.toString(), "table journal have the same key", "Move the file away");
    try (Store store = open(WITHOUT)) {
      assertThat(add(store, WITHOUT, "a")).isEqualTo(3);
    }
  }

  @Test
  void columnsThatAnOlderVersionDoesNotKnowKeepTheirValues() throws Exception {
    Table later = new Table(KEYED.name(), List.of("key", "state", "reply"), "key");
    try (Store store = open(later);
        Store older = open(KEYED)) {
      store.transact(it -> it.insert(later, List.of("a", "new", "kept")));
      older.transact(it -> it.update(KEYED, 1, List.of("b", "done")));
      assertThat(all(store, later)).containsExactly(new Row(1, List.of("b", "done", "kept")));
    }
  }

  @Test
  void misuseIsRefused() throws Exception {
    assertThatThrownBy(() -> new Table("t", List.of("a"), "b"))
        .isInstanceOf(IllegalArgumentException.class);
    try (Store store = open(WITHOUT)) {
      add(store, WITHOUT, "a");
      assertThatThrownBy(() -> store.transact(it -> it.find(WITHOUT, "a")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.transact(it -> it.update(WITHOUT, 1, List.of("a"))))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.transact(it -> it.delete(KEYED, 1)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(all(store, WITHOUT)).containsExactly(row(1, "a", "new"));
    }
  }
}
