package dev.ridethrough.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On the command line, where the corpus holds nothing else.
class KnownFailuresInSimTest {
  private static final LocalDate EXPIRES = LocalDate.of(2026, 12, 20);
  private static final Path SCENARIO = Path.of("corpus/in-flight-at-sigterm.json");

  @TempDir private Path folder;

  @BeforeEach
  void writeIt() throws IOException {
    write(EXPIRES);
  }

  private void write(LocalDate expires) throws IOException {
    Files.createDirectories(folder.resolve("corpus/known"));
    Files.writeString(
        folder.resolve("corpus/known/gives-up.json"),
        """
        {"issue": "https://example.org/1", "owner": "ann", "expires": "%s", "promises": [3],
         "world": "sim", "scenario": %s}
        """
            .formatted(expires, Files.readString(SCENARIO)));
  }

  /// What the part of a gate says that runs in simulated time.
  private JsonNode share(Sabotage sabotage, LocalDate today) throws Exception {
    return share(sabotage, Delivery.AT_MOST_ONCE, today);
  }

  private JsonNode share(Sabotage sabotage, Delivery delivery, LocalDate today) throws Exception {
    Path report = folder.resolve("report");
    Provenance provenance = new Provenance("gate", 1, sabotage, null, null);
    try (ReportFolder into = new ReportFolder(report, provenance)) {
      var _ =
          new SimExploration(1, Duration.ZERO, 2, sabotage, List.of(delivery), today, into)
              .share(folder.resolve("corpus"));
    }
    return new ObjectMapper().readTree(report.resolve("summary.json").toFile());
  }

  @Test
  void aKnownFailureIsInTheReport() throws Exception {
    JsonNode json = share(Sabotage.NO_RETRY, EXPIRES);
    assertThat(json.at("/known/0/outcome").textValue()).isEqualTo("KNOWN");
    assertThat(json.path("scenarios").longValue()).isEqualTo(json.path("generated").longValue());
  }

  @Test
  void itIsRunWithItsOwnDeliveryOnly() throws Exception {
    JsonNode json = share(Sabotage.NO_RETRY, Delivery.EXACTLY_ONCE, EXPIRES);
    assertThat(json.path("known")).isEmpty();
  }

  @Test
  void oneThatExpiredIsSavedToBeRunAgain() throws Exception {
    JsonNode json = share(Sabotage.NO_RETRY, EXPIRES.plusDays(1));
    assertThat(json.at("/known/0/outcome").textValue()).isEqualTo("EXPIRED");
    assertThat(json.at("/verdict").textValue()).isEqualTo("BROKEN");
    assertThat(json.at("/failures").findValuesAsText("scenario"))
        .anyMatch(it -> it.endsWith("failures/0001/scenario.json"));
  }

  @Test
  void oneThatHoldsMustGo() throws Exception {
    JsonNode json = share(Sabotage.NONE, EXPIRES.minusDays(9));
    assertThat(json.at("/known/0/outcome").textValue()).isEqualTo("PASSED");
    assertThat(json.at("/verdict").textValue()).isEqualTo("INVALID");
  }

  @Test
  void aDayTooFarAwayIsWrongUsage() throws Exception {
    write(LocalDate.now(ZoneOffset.UTC).plusDays(40));
    String[] corpus = {
      "--corpus", folder.resolve("corpus").toString(), "--report", folder.resolve("r").toString()
    };
    assertThat(
            Main.execute(
                "run", "--world", "sim", "--for", "1s", corpus[0], corpus[1], corpus[2], corpus[3]))
        .isEqualTo(ExitCode.USAGE);
    assertThat(Main.execute("gate", "--for", "1s", corpus[0], corpus[1], corpus[2], corpus[3]))
        .isEqualTo(ExitCode.USAGE);
    assertThat(folder.resolve("r/summary.json")).doesNotExist();
  }
}
