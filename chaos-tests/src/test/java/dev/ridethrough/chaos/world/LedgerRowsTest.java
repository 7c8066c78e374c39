package dev.ridethrough.chaos.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerRowsTest {
  @TempDir Path folder;

  @Test
  void aRequestThatLeftTwoRowsIsSeenWhateverItsToken() throws Exception {
    Path ledger = folder.resolve("ledger.db");
    fill(ledger, "('a-1', 'load'), ('a-2', 'load'), ('a-2', 'load'), ('', 'old'), ('', 'old')");

    assertThat(LedgerRows.byToken(ledger)).containsEntry("load", 3).containsEntry("old", 2);
    assertThat(LedgerRows.again(ledger)).isEqualTo(1);
  }

  private static void fill(Path ledger, String values) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE ledger (request_key TEXT, text TEXT)");
      statement.execute("INSERT INTO ledger VALUES " + values);
    }
  }
}
