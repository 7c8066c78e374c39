package dev.ridethrough.chaos.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedSchedulesTest {
  @TempDir private Path folder;

  private FailedSchedules schedules() {
    return FailedSchedules.in(folder.resolve("failed"));
  }

  private static Scenario scenario(int seed) {
    return new Scenario("s" + seed, 2_000, 4_000, 1, List.of(), seed);
  }

  @Test
  void thereAreNoneAtFirst() throws Exception {
    assertThat(schedules().read()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatFailedIsThereInTheNextRun() throws Exception {
    schedules().add(scenario(1));

    assertThat(schedules().read()).containsExactly(scenario(1));
    FailedSchedules.none().add(scenario(1));
    assertThat(FailedSchedules.none().read()).isEmpty();
  }

  @Test
  void whatIsNotItsOwnIsNeitherReadNorDeleted() throws Exception {
    schedules().add(scenario(1));
    Path mine = folder.resolve("failed/mine.json");
    Files.copy(folder.resolve("failed").toFile().listFiles()[0].toPath(), mine);

    for (int seed = 2; seed <= 30; seed++) {
      schedules().add(scenario(seed));
    }
    assertThat(mine).exists();
    assertThat(schedules().read()).hasSize(20);
  }

  @Test
  void theSameScheduleIsKeptOnceWhateverItsName() throws Exception {
    schedules().add(scenario(1));
    schedules().add(scenario(1).withName("other"));

    assertThat(schedules().read()).containsExactly(scenario(1).withName("other"));
  }

  @Test
  void theOldestAreForgotten() throws Exception {
    for (int seed = 1; seed <= 30; seed++) {
      schedules().add(scenario(seed));
      age();
    }

    assertThat(schedules().read()).hasSize(20).contains(scenario(30)).doesNotContain(scenario(1));
    assertThat(schedules().read().getFirst()).isEqualTo(scenario(30));
  }

  /// File times are coarse.
  private void age() throws Exception {
    try (var files = Files.list(folder.resolve("failed"))) {
      for (Path file : files.toList()) {
        FileTime time = Files.getLastModifiedTime(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() - 1_000));
      }
    }
  }

  @Test
  void whatCannotBeReadIsLeftOut() throws Exception {
    schedules().add(scenario(1));
    Files.writeString(folder.resolve("failed/0123456789abcdef.json"), "{}");

    assertThat(schedules().read()).containsExactly(scenario(1));
  }
}
