package dev.ridethrough.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Overall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A part in containers that there was not has not passed, and one that there was counts.
class ContainersInReportsTest {
  private static final String WHY = "no container engine: there is none";

  @TempDir private Path folder;

  @Test
  void whatWasSkippedIsSaidEverywhere() throws Exception {
    Summary skipped = Runs.before(null, WHY);
    assertThat(skipped.verdict()).isEqualTo(Overall.HELD);
    assertThat(Final.line(skipped)).contains("; containers skipped, " + WHY + " (seed 1)");
    assertThat(new Terminal(false).table(skipped)).contains("in containers: skipped, " + WHY);
    assertThat(Html.page(skipped)).contains("Skipped: " + WHY);
    assertThat(xml(skipped)).contains("<skipped message=\"" + WHY + "\">");
    Path file = folder.resolve("summary.json");
    skipped.write(file);
    assertThat(Files.readString(file)).contains("\"containersSkipped\" : \"" + WHY);
  }

  @Test
  void whatHeldIsCounted() throws Exception {
    Summary held = Runs.before(Runs.summary(Runs.good()), null);
    assertThat(Final.line(held)).contains("; and 2 daemon deaths in containers (seed 1)");
    assertThat(xml(held)).contains("ridethrough.container.promise").doesNotContain(WHY);
  }

  @Test
  void whatBrokeThereBreaksTheGate() throws Exception {
    Summary broken = Runs.before(Runs.summary(Runs.duplicate()), null);
    assertThat(broken.verdict()).isEqualTo(Overall.BROKEN);
    assertThat(Final.line(broken))
        .startsWith("BROKEN: promise 1 (No duplicate)")
        .endsWith(", in containers");
  }

  @Test
  void whatDidNotHappenThereMakesItVacuous() throws Exception {
    Summary few = Runs.summary(List.of(Runs.UNMET), List.of(), true, Runs.good());
    Summary vacuous = Runs.before(few, null);
    assertThat(vacuous.verdict()).isEqualTo(Overall.VACUOUS);
    assertThat(Final.line(vacuous)).startsWith("VACUOUS: too few").endsWith(", in containers");
  }

  @Test
  void whereAPlantedBugIsNotNoticedNothingIsProven() throws Exception {
    Summary blind = Runs.summary(List.of(), List.of(Runs.MISSED), true, Runs.good());
    Summary invalid = Runs.before(blind, null);
    assertThat(invalid.verdict()).isEqualTo(Overall.INVALID);
    assertThat(Final.line(invalid))
        .startsWith("INVALID: the control \"resend\" should be BROKEN")
        .endsWith(", in containers");
    assertThat(xml(invalid)).contains("ridethrough.container.control");
    assertThat(new Terminal(false).table(invalid)).contains("resend");
  }

  @Test
  void aKnownFailureIsSaidOfContainersToo() {
    Summary known = Runs.known(Runs.EXPIRES, Runs.duplicate(), 1, 4);
    assertThat(new Terminal(false).table(Runs.before(known, null))).contains("gives-up");
    Summary passed = Runs.known(Runs.EXPIRES, Runs.good(), 1);
    assertThat(Final.line(Runs.before(passed, null)))
        .startsWith("INVALID: the known failure gives-up is none any more")
        .endsWith(", in containers");
  }

  private String xml(Summary summary) throws Exception {
    Path file = folder.resolve("report.xml");
    JUnitXml.write(summary, file);
    return Files.readString(file);
  }
}
