package dev.ridethrough.chaos.world.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.world.run.Seen;
import dev.ridethrough.chaos.world.run.Undo;
import dev.ridethrough.machine.real.RealMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObstaclesTest {
  @TempDir private Path folder;
  private Room room;
  private Obstacles obstacles;

  @BeforeEach
  void make() throws IOException {
    room = new Room(folder);
    room.make();
    obstacles = new Obstacles(room, null);
  }

  @ParameterizedTest
  @EnumSource(names = {"REGULAR_FILE", "DIRECTORY", "DANGLING_LINK"})
  void whatLiesInTheWayIsSeenAndTakenAway(Fault fault) throws IOException {
    Undo undo = obstacles.place(fault);
    assertThat(Obstacles.exists(room.socket())).isTrue();
    Seen seen = undo.undo();
    assertThat(seen.effect()).isTrue();
    assertThat(seen.intact()).isTrue();
    assertThat(room.socket()).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(names = {"REGULAR_FILE", "DIRECTORY", "DANGLING_LINK"})
  void whoeverRemovesItIsNoticed(Fault fault) throws IOException {
    Undo undo = obstacles.place(fault);
    Files.delete(room.socket());
    assertThat(undo.undo().intact()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"REGULAR_FILE", "DIRECTORY", "DANGLING_LINK"})
  void whoeverReplacesItIsNoticed(Fault fault) throws IOException {
    Undo undo = obstacles.place(fault);
    Files.delete(room.socket());
    Files.writeString(room.socket(), "something else");
    assertThat(undo.undo().intact()).isFalse();
  }

  @Test
  void aStaleSocketIsOneToTheKernel() throws IOException {
    Seen seen = obstacles.place(Fault.STALE_SOCKET).undo();
    assertThat(seen.effect()).isTrue();
    assertThatThrownBy(() -> new RealMachine().sockets().connect(room.socket()))
        .hasMessageContaining("ECONNREFUSED");
    assertThat(Files.readAttributes(room.socket(), "*")).containsEntry("isOther", true);
  }

  @Test
  void modesAreSetAndGivenBack() throws IOException {
    Undo undo = obstacles.place(Fault.READ_ONLY_DIRECTORY);
    assertThat(mode()).isEqualTo("r-x------");
    undo.undo();
    assertThat(mode()).isEqualTo("rwx------");
  }

  private String mode() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(room.directory()));
  }

  @Test
  void theLedgerComesBackWithAllOfItsFiles() throws IOException {
    Files.writeString(room.home().resolve("ledger.db"), "rows");
    Files.writeString(room.home().resolve("ledger.db-wal"), "more rows");
    Undo undo = obstacles.place(Fault.LEDGER_UNOPENABLE);
    assertThat(room.home().resolve("ledger.db")).isDirectory();
    assertThat(room.home().resolve("ledger.db-wal")).doesNotExist();
    undo.undo();
    assertThat(room.home().resolve("ledger.db")).hasContent("rows");
    assertThat(room.home().resolve("ledger.db-wal")).hasContent("more rows");
  }
}
