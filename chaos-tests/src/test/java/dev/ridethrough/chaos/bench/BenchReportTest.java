package dev.ridethrough.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
  private static final BenchReport REPORT =
      new BenchReport(
          new MachineInfo(2, "Linux 6", "25", 0.5),
          1.5,
          3,
          List.of(
              new BenchReport.Group("Rebind", "a note", List.of(Row.of("watch", "how", times()))),
              new BenchReport.Group(
                  "Trips",
                  "another",
                  List.of(
                      Row.ofRate("bare", "how", times(), 1_000_000_000),
                      new Row.Missing("socat", "how", "socat is not installed")))),
          "all is well");

  @Test
  void whatTakesLessThanTenMicrosecondsIsToldInThese() {
    Samples few = new Samples();
    List.of(2_390L, 9_990L, 10_000L).forEach(few::add);
    BenchReport.Group group =
        new BenchReport.Group("Kill points", "a note", List.of(Row.of("none", "how", few)));
    BenchReport report = new BenchReport(REPORT.machine(), 1.5, 3, List.of(group), "");
    assertThat(report.table().lines())
        .contains("  none                      9.99 µs    0.01 ms    0.01 ms");
  }

  private static Samples times() {
    Samples samples = new Samples();
    List.of(1_500_000L, 2_000_000L, 250_000_000L).forEach(samples::add);
    return samples;
  }

  @Test
  void theTableHasEachFigureOnce() {
    assertThat(REPORT.table().lines())
        .contains("2 CPUs, Linux 6, JDK 25; load 0.5 before, 1.5 after")
        .contains("  watch                     2.00 ms     250 ms     250 ms")
        .contains("  bare                      2.00 ms     250 ms     250 ms          3")
        .contains("  socat                  socat is not installed")
        .endsWith("all is well");
  }

  @Test
  void theFileHasThemForMachines(@TempDir Path folder) throws Exception {
    REPORT.write(folder.resolve("new"), "bench.json");
    JsonNode file = new ObjectMapper().readTree(folder.resolve("new/bench.json").toFile());
    JsonNode trips = file.at("/groups/1/rows");
    assertThat(trips.at("/0/figures/p50Micros").doubleValue()).isEqualTo(2_000);
    assertThat(trips.at("/0/figures/perSecond").doubleValue()).isEqualTo(3);
    assertThat(trips.at("/1/missing").textValue()).isEqualTo("socat is not installed");
    assertThat(trips.at("/1").has("figures")).isFalse();
    assertThat(file.at("/machine/cpus").intValue()).isEqualTo(2);
  }
}
