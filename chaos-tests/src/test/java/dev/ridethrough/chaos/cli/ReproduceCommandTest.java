package dev.ridethrough.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.history.HistoryFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In the simulated world, where a replay takes no time.
class ReplayCommandTest {
  private static final Path SCENARIO = Path.of("corpus/killed-between-commit-and-reply.json");

  @TempDir private Path folder;

  @Test
  void whatHeldHoldsAgain() {
    assertThat(replay(SCENARIO.toString(), "--world", "sim")).isZero();
  }

  @Test
  void whatWasBrokenIsBrokenAgainFromItsScenarioAndFromItsHistory() {
    String[] sabotaged = {"--world", "sim", "--sabotage", "resend-same-key"};
    assertThat(replay(SCENARIO.toString(), sabotaged)).isEqualTo(1);

    assertThat(replay(failure().toString(), sabotaged)).isEqualTo(1);
    assertThat(replay(history().toString(), "--sabotage", "resend-same-key")).isEqualTo(1);
  }

  @Test
  void theSameSeedHasTheSameHistory() throws Exception {
    replay(SCENARIO.toString(), "--world", "sim");
    String once = Files.readString(history());
    replay(SCENARIO.toString(), "--world", "sim");

    assertThat(Files.readString(history())).isEqualTo(once);
  }

  @Test
  void eachFurtherRunTakesTheNextSeed() throws Exception {
    replay(SCENARIO.toString(), "--world", "sim", "--times", "2");

    Path second = history().resolveSibling("0002.jsonl");
    assertThat(HistoryFile.read(second).scenario().seed()).isEqualTo(1);
    assertThat(Recording.read(second).place()).isEqualTo(Place.SIM);
  }

  @Test
  void whatCannotBeReplayedIsWrongUsage() {
    assertThat(replay("no-such-file.json", "--world", "sim")).isEqualTo(ExitCode.USAGE);
    assertThat(replay("no-such-file.jsonl", "--world", "sim")).isEqualTo(ExitCode.USAGE);
    assertThat(replay(SCENARIO.toString(), "--world", "moon")).isEqualTo(ExitCode.USAGE);
    assertThat(replay(SCENARIO.toString(), "--world", "sim", "--times", "0"))
        .isEqualTo(ExitCode.USAGE);
  }

  private Path failure() {
    return folder.resolve("report/failures/0001/scenario.json");
  }

  private Path history() {
    return folder.resolve("report/histories/0001.jsonl");
  }

  private int replay(String file, String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "replay";
    all[1] = file;
    all[2] = "--report";
    all[3] = folder.resolve("report").toString();
    System.arraycopy(options, 0, all, 4, options.length);
    return Main.execute(all);
  }
}
