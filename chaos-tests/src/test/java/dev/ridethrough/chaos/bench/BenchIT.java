package dev.ridethrough.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// A short run of the whole benchmark. How long things take is no matter of a test, except that a
/// watch must be sooner than a poll of 200 ms.
class BenchIT {
  private static final Path APP = Path.of(System.getProperty("ridethrough.app"));

  @Test
  void everythingIsMeasured() throws Exception {
    var said = new ByteArrayOutputStream();
    Ticker ticker = new Ticker(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    BenchReport report = Bench.run(APP, 5, ticker);

    assertThat(said.toString(StandardCharsets.UTF_8)).contains("rebinds: 25");
    assertThat(report.groups()).hasSize(9);
    assertThat(report.groups().stream().flatMap(it -> it.rows().stream()))
        .as(report.table())
        .hasSize(30)
        .allMatch(it ->
            !(it instanceof Row.Missing row) || row.missing().equals("socat is not installed"));
    Row.Figures watch = figures(report, 0);
    Row.Figures poll = figures(report, 1);
    assertThat(watch.count()).isEqualTo(5);
    assertThat(watch.p50Micros()).as(report.table()).isLessThan(poll.p50Micros());
  }

  private static Row.Figures figures(BenchReport report, int row) {
    return ((Row.Measured) report.groups().getFirst().rows().get(row)).figures();
  }
}
