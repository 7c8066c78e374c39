package dev.ridethrough.machine.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.Store.Transaction;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.StoreFormat;
import dev.ridethrough.machine.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SqliteStoreTest {
  private static final Table ENTRY = ChildMain.TABLE;
  private static final Table ORDER = new Table("order", List.of("group", "value"));

  @TempDir Path room;

  private Path path;

  @BeforeEach
  void name() {
    path = room.resolve("store");
  }

  private Store open() throws StoreException {
    return open(ENTRY, ORDER);
  }

  private Store open(Table... tables) throws StoreException {
    return SqliteStore.open(path, new StoreFormat(List.of(tables), 0), Durability.PROCESS_CRASH);
  }

  private static List<Row> all(Store store) throws StoreException {
    return store.transact(transaction -> transaction.page(ENTRY, 0, Integer.MAX_VALUE));
  }

  private static void add(Store store, String text) throws StoreException {
    store.transact(transaction -> transaction.insert(ENTRY, List.of(text)));
  }

  @Test
  void rowsAreNumberedAndPaged() throws Exception {
    try (Store store = open()) {
      for (String text : List.of("a", "Ünï 😀", "", "a")) {
        add(store, text);
      }
      assertThat(store.<List<Row>>transact(t -> t.page(ENTRY, 1, 2)))
          .containsExactly(new Row(2, List.of("Ünï 😀")), new Row(3, List.of("")));
      assertThat(store.<List<Row>>transact(t -> t.page(ENTRY, 4, 2))).isEmpty();
      assertThat(store.<List<Row>>transact(t -> t.page(ORDER, 0, 2))).isEmpty();
      assertThat(store.<Long>transact(t -> t.insert(ORDER, List.of("g", "v")))).isEqualTo(1);
    }
  }

  @Test
  void whatWasCommittedIsThereNextTime() throws Exception {
    try (Store store = open()) {
      add(store, "a");
    }
    try (Store store = open()) {
      add(store, "b");
      assertThat(all(store)).containsExactly(new Row(1, List.of("a")), new Row(2, List.of("b")));
    }
  }

  @Test
  void theOwnExceptionRollsBackAndComesThrough() throws Exception {
    try (Store store = open()) {
      for (Exception own :
          new Exception[] {new StoreException("own", null), new IllegalStateException("own")}) {
        assertThatThrownBy(() -> store.transact(t -> addAndThrow(t, own))).isSameAs(own);
      }
      assertThatThrownBy(() -> store.transact(t -> addAndThrow(t, new StackOverflowError())))
          .isInstanceOf(StackOverflowError.class);
      assertThat(all(store)).isEmpty();
      add(store, "next");
      assertThat(all(store)).containsExactly(new Row(1, List.of("next")));
    }
  }

  private static Object addAndThrow(Transaction transaction, Throwable own) throws StoreException {
    transaction.insert(ENTRY, List.of("lost"));
    switch (own) {
      case StoreException known -> throw known;
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      default -> throw new AssertionError(own);
    }
  }

  @Test
  void transactionsRunOneAtATime() throws Exception {
    try (Store store = open()) {
      var adding = new ArrayList<Future<Long>>();
      for (int i = 0; i < 200; i++) {
        adding.add(Threads.VIRTUAL.start(() -> store.<Long>transact(this::countAndAdd)));
      }
      for (Future<Long> one : adding) {
        assertThat(one.get()).isPositive();
      }
      assertThat(all(store)).hasSize(200);
    }
  }

  private long countAndAdd(Transaction transaction) throws StoreException {
    int before = transaction.page(ENTRY, 0, Integer.MAX_VALUE).size();
    long number = transaction.insert(ENTRY, List.of("x"));
    assertThat(number).isEqualTo(before + 1);
    return number;
  }

  @Test
  void commitsSurviveSigkill() throws Exception {
    try (var child = Child.start("store", path.toString())) {
      while (Long.parseLong(child.line()) < 200) {
        // Each line is a commit.
      }
      child.kill();
      long last = 200;
      for (String line = child.line(); line.matches("\\d+"); line = child.line()) {
        last = Long.parseLong(line);
      }
      try (Store store = open()) {
        assertThat(all(store)).hasSizeBetween((int) last, (int) last + 1);
      }
    }
  }

  @Test
  void whatWasNotCommittedIsGoneAfterSigkill() throws Exception {
    try (var child = Child.start("store-inside", path.toString())) {
      assertThat(child.line()).isEqualTo("INSIDE");
      child.kill();
      try (Store store = open()) {
        assertThat(all(store)).containsExactly(new Row(1, List.of("committed")));
      }
    }
  }

  @Test
  void whileAnotherProcessWritesTheRefusalSaysSo() throws Exception {
    try (Store store = open();
        var child = Child.start("store-hold", path.toString())) {
      assertThat(child.line()).isEqualTo("HOLDING");
      assertThatThrownBy(() -> add(store, "x"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("another program has it locked");
      child.kill();
      add(store, "y");
      assertThat(all(store)).containsExactly(new Row(1, List.of("y")));
    }
  }

  @Test
  void whatIsNotADatabaseIsLeftAlone() throws Exception {
    Files.writeString(path, "precious ".repeat(1000));
    assertThatThrownBy(() -> open())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining("not an SQLite database");
    assertThat(path).hasContent("precious ".repeat(1000));
  }

  @Test
  void aMissingFolderIsSaidToBe() {
    path = room.resolve("missing/store");
    assertThatThrownBy(() -> open())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Check that the folder " + path.getParent());
  }

  @Test
  void aDirectoryInItsPlaceIsSaidToBe() throws Exception {
    Files.createDirectory(path);
    assertThatThrownBy(() -> open())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("can't be opened");
    assertThat(path).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQLITE_FULL", "SQLITE_READONLY_DBMOVED", "SQLITE_IOERR_WRITE"})
  void otherCausesAreNamed(String code) {
    var failure = new SQLiteException("x", SQLiteErrorCode.valueOf(code));
    assertThat(SqliteErrors.translate(failure, path))
        .hasMessageContaining(path.toString())
        .hasMessageMatching("(?s).*(disk is full|read-only|disk reported an error).*");
  }

  @Test
  void aMissingNativeLibraryIsSaidToBe() throws Exception {
    try (var child =
        Child.startWith(
            List.of("-Djava.io.tmpdir=" + room.resolve("missing")),
            "store-open",
            path.toString())) {
      assertThat(child.line()).contains("native library can't be loaded").contains("temporary");
    }
  }

  @Test
  void itIsForItsOwnerOnlyEvenIfItWasNot() throws Exception {
    Files.createFile(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    try (Store store = open()) {
      add(store, "x");
      for (String name : List.of("store", "store-wal", "store-shm")) {
        assertThat(Files.getPosixFilePermissions(room.resolve(name)))
            .as(name)
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  @Test
  void aTableOfOtherColumnsIsRefusedWhenOpened() throws Exception {
    open().close();
    assertThatThrownBy(() -> open(new Table("entry", List.of("new"))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("another version");
  }

  private static final Table LATER = new Table("entry", List.of("text", "more"));

  @Test
  void aColumnThatAnOlderVersionDidNotHaveIsAdded() throws Exception {
    try (Connection older = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = older.createStatement()) {
      statement.execute(
          "CREATE TABLE entry (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL)");
      statement.execute("INSERT INTO entry (text) VALUES ('old')");
    }
    try (Store store = open(LATER)) {
      store.transact(it -> it.insert(LATER, List.of("new", "x")));
      assertThat(store.<List<Row>>transact(it -> it.page(LATER, 0, 9)))
          .containsExactly(new Row(1, List.of("old", "")), new Row(2, List.of("new", "x")));
    }
  }

  @Test
  void anOlderVersionGoesOnWritingWithoutIt() throws Exception {
    try (Store older = open();
        Store later = open(LATER)) {
      add(older, "x");
      assertThat(later.<List<Row>>transact(it -> it.page(LATER, 0, 9)))
          .containsExactly(new Row(1, List.of("x", "")));
    }
  }

  @Test
  void aTableThatIsAnotherOneAltogetherIsLeftAsItIs() throws Exception {
    open().close();
    Table other = new Table("entry", List.of("more", "text"));
    assertThatThrownBy(() -> open(other))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("another version");
    assertThatThrownBy(() -> open(LATER, new Table("order", List.of("x"))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("another version");
    try (Store store = open()) {
      add(store, "x");
      assertThat(store.<List<Row>>transact(it -> it.page(ENTRY, 0, 9)))
          .containsExactly(new Row(1, List.of("x")));
    }
  }

  @Test
  void aFileThatMayNotBeWrittenGetsNoColumnAndIsSaidToBe() throws Exception {
    open().close();
    Set<PosixFilePermission> before = Files.getPosixFilePermissions(room);
    Files.setPosixFilePermissions(room, PosixFilePermissions.fromString("r-x------"));
    try {
      assumeThat(Files.isWritable(room)).isFalse(); // root may write anything
      assertThatThrownBy(() -> open(LATER))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("may be written");
    } finally {
      Files.setPosixFilePermissions(room, before);
    }
  }

  @Test
  void aDamagedFileGetsNoColumnAndIsSaidToBe() throws Exception {
    open().close();
    byte[] bytes = Files.readAllBytes(path);
    Arrays.fill(bytes, 100, 4000, (byte) 7);
    Files.write(path, bytes);
    assertThatThrownBy(() -> open(LATER))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(path + " can't be used: the file is not an SQLite database or is");
    assertThat(path).hasBinaryContent(bytes);
  }

  @Test
  void whileAnotherProcessWritesNoColumnIsAdded() throws Exception {
    try (Store store = open();
        var child = Child.start("store-hold", path.toString())) {
      assertThat(child.line()).isEqualTo("HOLDING");
      assertThatThrownBy(() -> open(LATER))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("another program has it locked");
      assertThat(store.isCurrent()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "id", "x; DROP TABLE y", "Big", "a\"b", "x1"})
  void namesAreChecked(String name) {
    assertThatThrownBy(() -> open(new Table("t", List.of(name))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> open(new Table(name, List.of("c"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void misuseIsRefused() throws Exception {
    try (Store store = open()) {
      var kept = new AtomicReference<Transaction>();
      store.transact(transaction -> {
        kept.set(transaction);
        return 0;
      });
      assertThatThrownBy(() -> kept.get().insert(ENTRY, List.of("x")))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> store.transact(_ -> store.transact(_ -> 0)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> store.transact(t -> t.insert(ENTRY, List.of("x", "y"))))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.transact(t -> t.insert(new Table("x", List.of()), List.of())))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void closeWaitsAndThenRefuses() throws Exception {
    Store store = open();
    var running =
        Threads.VIRTUAL.start(() ->
            store.<Long>transact(transaction -> {
              new RealMachine().sleep(java.time.Duration.ofMillis(300));
              return transaction.insert(ENTRY, List.of("in time"));
            }));
    Waits.untilBlocked(running, store::close);
    assertThat(running.isDone()).isTrue();
    assertThat(running.get()).isEqualTo(1);
    store.close();
    assertThatThrownBy(() -> add(store, "late"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }
}
