package dev.ridethrough.machine.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.StoreFormat;
import dev.ridethrough.machine.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A file of another version of the program.
class SqliteFormatTest {
  private static final Table NOW = new Table("entry", List.of("name", "text"), "name");
  private static final Table NEXT = new Table("entry", List.of("name", "text", "more"), "name");
  private static final Table ADDED = new Table("added", List.of("text"));
  private static final StoreFormat THIS_ONE = new StoreFormat(List.of(NOW), 1);
  private static final StoreFormat NEXT_ONE = new StoreFormat(List.of(NEXT, ADDED), 2);

  @TempDir private Path room;
  private Path path;

  @BeforeEach
  void name() {
    path = room.resolve("store");
  }

  private Store open(StoreFormat format) throws StoreException {
    return SqliteStore.open(path, format, Durability.PROCESS_CRASH);
  }

  private int number() throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = other.createStatement()) {
      return statement.executeQuery("PRAGMA user_version").getInt(1);
    }
  }

  private void number(int number) throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA user_version = " + number);
    }
  }

  @Test
  void whatTheNextVersionWroteIsReadAndChangedHereAndReadThereAgain() throws Exception {
    try (Store next = open(NEXT_ONE)) {
      next.transact(it -> it.insert(NEXT, List.of("a", "1", "kept")));
      next.transact(it -> it.insert(ADDED, List.of("kept, too")));
    }
    try (Store now = open(THIS_ONE)) {
      assertThat(now.<Row>transact(it -> it.find(NOW, "a").orElseThrow()).values())
          .containsExactly("a", "1");
      now.transact(it -> it.update(NOW, 1, List.of("a", "2")));
      now.transact(it -> it.insert(NOW, List.of("b", "3")));
    }
    assertThat(number()).as("who reads it must still know the next one").isEqualTo(2);
    try (Store next = open(NEXT_ONE)) {
      assertThat(next.<List<Row>>transact(it -> it.page(NEXT, 0, 9)))
          .containsExactly(
              new Row(1, List.of("a", "2", "kept")), new Row(2, List.of("b", "3", "")));
      assertThat(next.<List<Row>>transact(it -> it.page(ADDED, 0, 9))).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 1_000_000_000})
  void whatIsTwoOrMoreAheadIsRefusedAndLeftAsItIs(int number) throws Exception {
    open(new StoreFormat(List.of(ADDED), number)).close();
    byte[] before = Files.readAllBytes(path);

    assertThatThrownBy(() -> open(THIS_ONE))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(
            path.toString(),
            (number - 1) + " formats ahead",
            "format " + number + "; this one writes 1 and can go on with 2",
            "Nothing was changed. Start the version that wrote it");
    assertThat(path).hasBinaryContent(before);
    open(new StoreFormat(List.of(ADDED), number)).close();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE})
  void aNumberThatNobodyWritesIsDamage(int number) throws Exception {
    open(THIS_ONE).close();
    number(number);
    assertThatThrownBy(() -> open(THIS_ONE))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(path.toString(), "number " + number, "damaged");
    assertThat(number()).isEqualTo(number);
  }

  @Test
  void aFileOfBeforeThereWereNumbersGetsOne() throws Exception {
    open(new StoreFormat(List.of(NOW), 0)).close();
    assertThat(number()).isZero();
    try (Store now = open(THIS_ONE)) {
      now.transact(it -> it.insert(NOW, List.of("a", "1")));
    }
    assertThat(number()).isEqualTo(1);
  }
}
