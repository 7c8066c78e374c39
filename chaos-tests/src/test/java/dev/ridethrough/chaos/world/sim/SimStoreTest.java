package dev.ridethrough.chaos.world.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.StoreFormat;
import dev.ridethrough.machine.Table;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimStoreTest {
  private static final Path DIRECTORY = Path.of("/data");
  private static final Path PATH = DIRECTORY.resolve("s.db");
  private static final Table TABLE = new Table("things", List.of("name"));
  private static final Table KEYED = new Table("journal", List.of("key", "state"), "key");
  private static final int USER = 1000;

  private final Simulation simulation = new Simulation(1, Settings.DEFAULT);
  private final Disk disk = simulation.disk();
  private final Actor one = new Actor(simulation, "one", USER);
  private final Actor two = new Actor(simulation, "two", USER);
  private Device device;

  @BeforeEach
  void makeDirectory() throws KernelException {
    device = disk.mount(DIRECTORY, USER, 0755);
  }

  private static Store open(Actor actor) {
    return open(actor, TABLE);
  }

  /// Durability makes no difference where no power fails.
  private static Store open(Actor actor, Table table) {
    return actor.get(() -> actor.machine().openStore(PATH, List.of(table), Durability.POWER_LOSS));
  }

  private static long add(Store store, String name) throws StoreException {
    return store.transact(it -> it.insert(TABLE, List.of(name)));
  }

  private static List<Long> ids(Actor actor, Store store, long after, int limit) {
    List<Row> rows = actor.get(() -> store.transact(it -> it.page(TABLE, after, limit)));
    return rows.stream().map(Row::id).toList();
  }

  private List<String> names() {
    try {
      return disk.rows(PATH, TABLE).stream().map(row -> row.values().getFirst()).toList();
    } catch (KernelException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsCommittedSurvivesTheProcess() {
    Store store = open(one);
    assertThat(one.get(() -> add(store, "a"))).isEqualTo(1);
    assertThat(one.get(() -> add(store, "b"))).isEqualTo(2);
    one.process.kill();
    simulation.run(Duration.ZERO);
    Store again = open(two);
    assertThat(ids(two, again, 0, 10)).containsExactly(1L, 2L);
    assertThat(two.get(() -> add(again, "c"))).isEqualTo(3);
    assertThat(names()).containsExactly("a", "b", "c");
  }

  @Test
  void aTransactionInterruptedBySigkillLeavesNothingAndItsLockIsFree() {
    Store store = open(one);
    simulation.intercept((thread, operation) -> {
      if (operation == Operation.COMMIT && thread.process().equals(one.process)) {
        one.process.kill();
      }
    });
    assertThat(one.begin(() -> add(store, "lost")).isDone()).isFalse();
    assertThat(names()).isEmpty();
    Store other = open(two);
    two.run(() -> add(other, "kept"));
    assertThat(names()).containsExactly("kept");
  }

  @Test
  void whatFailsIsRolledBack() {
    Store store = open(one);
    var failed =
        one.begin(() ->
            store.transact(it -> {
              it.insert(TABLE, List.of("lost"));
              throw new StoreException("no", null);
            }));
    assertThat(failed.failure()).hasMessage("no");
    one.run(() -> add(store, "kept"));
    assertThat(names()).containsExactly("kept");
  }

  @Test
  void whatWasChangedAndDeletedIsBackAfterSigkill() throws KernelException {
    Store store = open(one, KEYED);
    for (String key : List.of("a", "b")) {
      one.run(() -> store.transact(it -> it.insert(KEYED, List.of(key, "started"))));
    }
    simulation.intercept((thread, operation) -> {
      if (operation == Operation.COMMIT && thread.process().equals(one.process)) {
        one.process.kill();
      }
    });
    var changing =
        one.begin(() ->
            store.transact(it -> it.update(KEYED, 1, List.of("a", "x")) && it.delete(KEYED, 2)));
    assertThat(changing.isDone()).isFalse();
    List<Row> before =
        List.of(new Row(1, List.of("a", "started")), new Row(2, List.of("b", "started")));
    assertThat(disk.rows(PATH, KEYED)).isEqualTo(before);
    Store next = open(two, KEYED);
    List<Row> found = two.get(() -> next.transact(it -> it.page(KEYED, 0, 9)));
    assertThat(found).isEqualTo(before);
  }

  @Test
  void nothingOfAChangeIsSeenBeforeItIsCommitted() throws KernelException {
    Store store = open(one, KEYED);
    one.run(() -> store.transact(it -> it.insert(KEYED, List.of("a", "started"))));
    simulation.intercept((_, operation) -> {
      if (operation == Operation.COMMIT) {
        assertThat(state()).isEqualTo("started");
      }
    });
    Row own =
        one.get(() ->
            store.transact(it -> {
              it.update(KEYED, 1, List.of("a", "done"));
              return it.find(KEYED, "a").orElseThrow();
            }));
    assertThat(own.values()).containsExactly("a", "done");
    assertThat(state()).isEqualTo("done");
  }

  private String state() {
    try {
      return disk.rows(PATH, KEYED).getFirst().values().getLast();
    } catch (KernelException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFullDiskFailsChangesAndNotWhatChangesNothing() {
    Store store = open(one, KEYED);
    one.run(() -> store.transact(it -> it.insert(KEYED, List.of("a", "started"))));
    device.setFull(true);
    assertThat(one.begin(() -> store.transact(it -> it.delete(KEYED, 1))).failure())
        .hasMessageContaining("the disk is full");
    assertThat(one.<Boolean>get(() -> store.transact(it -> it.delete(KEYED, 2)))).isFalse();
    assertThat(one.<Boolean>get(() -> store.transact(it -> it.find(KEYED, "a").isPresent())))
        .isTrue();
  }

  @Test
  void misuseIsRefused() {
    Store store = open(one, KEYED);
    Table without = new Table("journal", List.of("key", "state"));
    Store other = open(two, without);
    assertThat(one.begin(() -> store.transact(it -> it.update(KEYED, 1, List.of("a")))).failure())
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(two.begin(() -> other.transact(it -> it.find(without, "a"))).failure())
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(two.begin(() -> other.transact(it -> it.delete(KEYED, 1))).failure())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void transactionsRunOneAtATimeAndSeeTheirOwnRows() {
    Store store = open(one);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      one.begin(() ->
          store.transact(it -> {
            it.insert(TABLE, List.of("x"));
            one.machine().sleep(Duration.ofMillis(1));
            sizes.add(it.page(TABLE, 0, 100).size());
            return true;
          }));
    }
    simulation.run(Duration.ofSeconds(1));
    assertThat(sizes).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void aPageBeginsAfterARowAndEndsAtTheLimit() {
    Store store = open(one);
    for (String name : List.of("a", "b", "c", "d")) {
      one.run(() -> add(store, name));
    }
    assertThat(ids(one, store, 1, 2)).containsExactly(2L, 3L);
  }

  @Test
  void aFullDiskFailsWritesAndNotReads() {
    Store store = open(one);
    one.run(() -> add(store, "a"));
    device.setFull(true);
    assertThat(one.begin(() -> add(store, "b")).failure()).isInstanceOf(StoreException.class);
    assertThat(ids(one, store, 0, 9)).containsExactly(1L);
    device.setFull(false);
    one.run(() -> add(store, "c"));
    assertThat(names()).containsExactly("a", "c");
  }

  @Test
  void whatCanNotBeOpenedSaysSo() throws KernelException {
    disk.makeDirectory(PATH, USER, 0700);
    assertThat(openFailure()).isInstanceOf(StoreException.class);
    disk.remove(PATH);
    disk.makeFile(PATH, USER, 0600, "not a database");
    assertThat(openFailure()).isInstanceOf(StoreException.class);
    disk.remove(DIRECTORY);
    assertThat(openFailure()).hasMessageContaining(PATH.toString());
  }

  private Exception openFailure() {
    return one.begin(() -> one.machine().openStore(PATH, List.of(TABLE))).failure();
  }

  private Exception openFailure(int number) {
    StoreFormat format = new StoreFormat(List.of(TABLE), number);
    return one.begin(() -> one.machine().openStore(PATH, format, Durability.PROCESS_CRASH))
        .failure();
  }

  @Test
  void aFormatThatIsOneAheadIsReadAndOneThatIsTwoAheadRefused() {
    assertThat(openFailure(2)).isNull();
    assertThat(openFailure(1)).isNull();
    assertThat(openFailure(0)).as("it is still 2").hasMessageContaining("format 2");
    assertThat(openFailure(2)).isNull();
  }

  @Test
  void aDeletedFileIsForgottenByTheNextToOpenIt() {
    Store store = open(one);
    one.run(() -> one.machine().files().unlink(PATH));
    assertThat(one.begin(() -> add(store, "lost")).failure()).hasMessageContaining("is gone");
    Store other = open(two);
    two.run(() -> add(other, "kept"));
    assertThat(names()).containsExactly("kept");
  }

  @Test
  void anotherProcessIsWaitedForBriefly() {
    Store mine = open(one);
    Store theirs = open(two);
    var holding =
        one.begin(() ->
            mine.transact(it -> {
              one.machine().sleep(Duration.ofMillis(100));
              return true;
            }));
    var waiting = two.begin(() -> add(theirs, "waits"));
    simulation.run(Duration.ofMillis(120));
    assertThat(holding.isDone()).isTrue();
    assertThat(waiting.value()).isEqualTo(1);
    one.begin(() ->
        mine.transact(it -> {
          one.machine().sleep(Duration.ofHours(1));
          return true;
        }));
    var refused = two.begin(() -> add(theirs, "refused"));
    simulation.run(Duration.ofSeconds(1));
    assertThat(refused.failure()).hasMessageContaining("locked");
  }

  @Test
  void closeWaitsForTheRunningTransactionAndRefusesLaterOnes() {
    Store store = open(one);
    var running =
        one.begin(() ->
            store.transact(it -> {
              one.machine().sleep(Duration.ofMillis(10));
              return it.insert(TABLE, List.of("a"));
            }));
    var closing =
        one.begin(() -> {
          store.close();
          return true;
        });
    assertThat(closing.isDone()).isFalse();
    simulation.run(Duration.ofMillis(20));
    assertThat(running.value()).isEqualTo(1);
    assertThat(closing.value()).isTrue();
    assertThat(one.begin(() -> add(store, "b")).failure()).hasMessageContaining("closed");
  }
}
