package dev.ridethrough.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A short run. How long a start takes is no matter of a test; that what is compared differs is.
@DisabledIfSystemProperty(
    named = "ridethrough.image",
    matches = "none",
    disabledReason = "this build made no app image (-Dquick)")
class StartupIT {
  private static final Path APP = Path.of(System.getProperty("ridethrough.app"));
  private static final Path IMAGE = Path.of(System.getProperty("ridethrough.image"));

  @Test
  void eachWayToStartIsMeasuredBesideBareJava() throws Exception {
    var said = new ByteArrayOutputStream();
    Ticker ticker = new Ticker(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    BenchReport report = Startup.run(APP, IMAGE, 2, ticker);

    assertThat(said.toString(StandardCharsets.UTF_8)).contains("starts: 4");
    assertThat(report.groups()).hasSize(3);
    assertThat(names(report, 0)).containsExactly("plain", "AOT cache", "image");
    assertThat(names(report, 1)).containsExactly("java -version", "plain", "AOT cache", "image");
    for (int i = 0; i < 3; i++) {
      Row.Figures greeting = figures(report, 1, i + 1);
      assertThat(greeting.count()).isEqualTo(2);
      assertThat(greeting.p50Micros()).isGreaterThan(figures(report, 0, i).p50Micros());
      assertThat(figures(report, 2, i).p50Micros()).isPositive();
    }
  }

  @Test
  void theThreeAreStartedInDifferentWays(@TempDir Path folder) throws Exception {
    Path plain = Startup.withoutCaches(APP, folder.resolve("plain"));
    assertThat(command(plain)).doesNotContain("AOTCache").contains(folder + "/plain/lib");
    assertThat(command(APP)).contains("-XX:AOTCache=" + APP + "/lib/daemon.aot");
    assertThat(command(IMAGE))
        .startsWith(IMAGE + "/runtime/bin/java")
        .contains("-XX:AOTCache=" + IMAGE + "/lib/daemon.aot");
  }

  private static String command(Path app) throws Exception {
    List<String> print =
        List.of(app.resolve("bin/ridethrough").toString(), "--print-java", "daemon");
    Process process = new ProcessBuilder(print).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    assertThat(Files.isExecutable(Path.of(text.lines().findFirst().orElse("")))).isTrue();
    return text;
  }

  private static List<String> names(BenchReport report, int group) {
    return report.groups().get(group).rows().stream().<String>map(Row::name).toList();
  }

  private static Row.Figures figures(BenchReport report, int group, int row) {
    return ((Row.Measured) report.groups().get(group).rows().get(row)).figures();
  }
}
