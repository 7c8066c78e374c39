package dev.ridethrough.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.chaos.explore.Sabotage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
  private static final Provenance RUN = new Provenance("run", 1, Sabotage.NONE, null, null);

  @TempDir Path folder;

  @Test
  void oneRunAtATime() throws Exception {
    Path report = folder.resolve("report");
    ReportFolder first = new ReportFolder(report, RUN);
    Path summary = Files.writeString(report.resolve("summary.json"), "{}");
    assertThatThrownBy(() -> new ReportFolder(report, RUN))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("another run")
        .hasMessageContaining("--report");
    assertThat(summary).exists();
    first.close();
    new ReportFolder(report, RUN).close();
    assertThat(summary).doesNotExist();
  }

  @Test
  void whatIsNotItsOwnStays() throws Exception {
    Path mine = Files.writeString(folder.resolve("mine.txt"), "");
    new ReportFolder(folder, RUN).close();
    assertThat(mine).exists();
  }

  @Test
  void whatHasTheNamesOfAReportAndIsNoneIsLeftAlone() throws Exception {
    Path notes = Files.createDirectories(folder.resolve("failures")).resolve("notes.txt");
    Files.writeString(notes, "precious");

    assertThatThrownBy(() -> new ReportFolder(folder, RUN))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("is no report folder")
        .hasMessageContaining("--report");
    assertThat(notes).exists();
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("x"), "");

    assertThatThrownBy(() -> new ReportFolder(file, RUN))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("no report can be written to");
  }
}
