package dev.ridethrough.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.FakeMachine;
import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.StoreFormat;
import dev.ridethrough.machine.TestMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a daemon makes of real files that something else has spoilt: it refuses them and says why,
/// or goes on with what is whole. It never executes a request twice, and deletes nothing.
class DamagedStoreTest {
  private static final int REQUESTS = 60;
  private static final int TRIES = 25;
  private static final StoreFormat FORMAT = Engine.storeFormat(Ledger.TABLES);

  @TempDir private Path room;
  private final FakeMachine machine = new FakeMachine();
  private Path original;

  /// As a daemon leaves it that was killed after so many requests: the newest are in the log only.
  @BeforeEach
  void fill() throws Exception {
    original = Files.createDirectory(room.resolve("original"));
    Path home = Files.createDirectory(room.resolve("home"));
    append(home, 1, REQUESTS / 2).close(); // which writes all of it from the log to the database
    try (Store _ = append(home, REQUESTS / 2 + 1, REQUESTS)) {
      copy(home, original);
    }
  }

  private Store append(Path home, int from, int to) throws StoreException {
    Store store = open(home);
    Engine engine = engine(store);
    for (int i = from; i <= to; i++) {
      assertThat(append(engine, i)).isInstanceOf(Answer.Reply.class);
    }
    return store;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }

  private static Store open(Path home) throws StoreException {
    Path ledger = home.resolve("ledger.db");
    return TestMachine.REAL.openStore(ledger, FORMAT, Durability.PROCESS_CRASH);
  }

  private Engine engine(Store store) throws StoreException {
    return new Engine("1", Ledger.tools(machine.port(), store), machine.port(), store);
  }

  private static Answer append(Engine engine, int number) {
    FakeExecution execution = new FakeExecution("client-" + number);
    execution.exactlyOnce = true;
    execution.number = number;
    String line =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ledger_append",\
        "arguments":{"text":"%d"}}}\
        """
            .formatted(number);
    return engine.handle(line.getBytes(UTF_8), execution);
  }

  /// How a file is spoilt.
  enum Damage {
    DATABASE_TRUNCATED("ledger.db") {
      @Override
      byte[] spoil(byte[] whole, Random random) {
        return Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
      }
    },
    HEADER_OF_NOISE("ledger.db") {
      @Override
      byte[] spoil(byte[] whole, Random random) {
        return noise(whole, random, random.nextInt(100), 8);
      }
    },
    PAGES_OF_NOISE("ledger.db") {
      @Override
      byte[] spoil(byte[] whole, Random random) {
        return noise(whole, random, 100 + random.nextInt(whole.length - 200), 100);
      }
    },
    LOG_TRUNCATED("ledger.db-wal") {
      @Override
      byte[] spoil(byte[] whole, Random random) {
        return Arrays.copyOf(whole, random.nextInt(whole.length));
      }
    },
    LOG_OF_NOISE("ledger.db-wal") {
      @Override
      byte[] spoil(byte[] whole, Random random) {
        return noise(whole, random, random.nextInt(whole.length - 100), 100);
      }
    },
    INDEX_OF_NOISE("ledger.db-shm") {
      @Override
      byte[] spoil(byte[] whole, Random random) {
        return noise(whole, random, 0, whole.length);
      }
    };

    final String file;

    Damage(String file) {
      this.file = file;
    }

    abstract byte[] spoil(byte[] whole, Random random);

    private static byte[] noise(byte[] whole, Random random, int from, int length) {
      byte[] noise = new byte[Math.min(length, whole.length - from)];
      random.nextBytes(noise);
      byte[] spoilt = whole.clone();
      System.arraycopy(noise, 0, spoilt, from, noise.length);
      return spoilt;
    }
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void nothingIsExecutedTwiceAndWhatIsRefusedIsExplained(Damage damage) throws Exception {
    for (int seed = 0; seed < TRIES; seed++) {
      Path home = Files.createDirectory(room.resolve("try-" + seed));
      copy(original, home);
      if (seed % 2 == 0 && damage.file.equals("ledger.db")) {
        open(home).close(); // writes all of the log to the database
      }
      Path file = home.resolve(damage.file);
      Files.write(file, damage.spoil(Files.readAllBytes(file), new Random(seed)));
      try (Store store = open(home)) {
        assertNothingTwice(store, damage + ", seed " + seed);
      } catch (StoreException refused) {
        assertThat(refused)
            .as("%s, seed %d", damage, seed)
            .hasMessageMatching("(?s).*(" + home + "|row \\d+ of its table).*")
            .hasMessageMatching(
                "(?s).*([Mm]ove it away|[Mm]ove the file away|Check |Start the version|Put the file).*");
        assertThat(home.resolve("ledger.db")).isNotEmptyFile();
      }
    }
  }

  /// One that is gone from the table or from its index would pass for a request that never came.
  @Test
  void aKeyThatWasChangedIsNoticedWhereverItIs() throws Exception {
    open(original).close(); // otherwise the log hides what is changed
    String whole = Files.readString(original.resolve("ledger.db"), ISO_8859_1);
    int places = 0;
    for (int at = whole.indexOf("client-7"); at >= 0; at = whole.indexOf("client-7", at + 1)) {
      Path home = Files.createDirectory(room.resolve("place-" + places));
      places++;
      copy(original, home);
      String spoilt = whole.substring(0, at) + "client-~" + whole.substring(at + 8);
      Files.writeString(home.resolve("ledger.db"), spoilt, ISO_8859_1);
      try (Store store = open(home)) {
        assertNothingTwice(store, "key " + places);
      } catch (StoreException refused) {
        assertThat(refused).hasMessageContainingAll(home.toString(), "damaged");
      }
    }
    assertThat(places).as("in the ledger, in the journal and in its index").isGreaterThan(2);
  }

  private void assertNothingTwice(Store store, String what) throws StoreException {
    Engine engine = engine(store);
    for (int i = 1; i <= REQUESTS; i++) {
      assertThat(append(engine, i)).as("%s, request %d", what, i).isNotNull();
    }
    assertThat(machine.log).as(what).noneMatch(it -> it.contains("internal error"));
    List<Row> rows;
    try {
      rows = store.transact(it -> it.page(Ledger.TABLE, 0, Integer.MAX_VALUE));
    } catch (StoreException damaged) {
      return; // nobody can count
    }
    Set<String> seen = new HashSet<>();
    for (Row row : rows) {
      String key = row.values().getFirst();
      assertThat(!key.matches("client-\\d+") || seen.add(key))
          .as("%s: %s twice", what, row)
          .isTrue();
    }
  }

  @Test
  void anEmptyFileWithItsLogIsRefusedBecauseTheLogHasTheRest() throws Exception {
    Files.write(original.resolve("ledger.db"), new byte[0]);
    assertLogIsKept();
    Files.delete(original.resolve("ledger.db"));
    assertLogIsKept();
    assertThat(original.resolve("ledger.db")).doesNotExist();
  }

  private void assertLogIsKept() throws IOException {
    Path log = original.resolve("ledger.db-wal");
    byte[] before = Files.readAllBytes(log);
    assertThatThrownBy(() -> open(original))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(
            original.resolve("ledger.db").toString(), "empty or missing", log.toString());
    assertThat(log).hasBinaryContent(before);
  }

  @Test
  void anEmptyFileAloneIsANewStore() throws Exception {
    Path home = Files.createDirectory(room.resolve("new"));
    Files.createFile(home.resolve("ledger.db"));
    try (Store store = open(home)) {
      assertThat(append(engine(store), 1)).isInstanceOf(Answer.Reply.class);
    }
  }

  /// SQLite keeps the log beside the file that the link leads to.
  @Test
  void aLogWithoutTheDatabaseThatALinkLedToIsKept() throws Exception {
    Path log = original.resolve("ledger.db-wal");
    byte[] before = Files.readAllBytes(log);
    Files.delete(original.resolve("ledger.db"));
    Path home = Files.createDirectory(room.resolve("linked"));
    Files.createSymbolicLink(home.resolve("ledger.db"), Path.of("..", "original", "ledger.db"));

    assertThatThrownBy(() -> open(home).close())
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("empty or missing", "original/ledger.db-wal");
    assertThat(log).hasBinaryContent(before);
  }
}
