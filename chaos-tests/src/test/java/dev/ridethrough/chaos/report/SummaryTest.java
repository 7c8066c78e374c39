package dev.ridethrough.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
  @TempDir Path folder;

  private JsonNode json(Story... stories) throws Exception {
    Path file = folder.resolve("summary.json");
    Runs.summary(stories).write(file);
    assertThat(folder).isDirectoryContaining("glob:**/summary.json");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
    return new ObjectMapper().readTree(file.toFile());
  }

  /// Scripts and later versions rely on these names.
  @Test
  void keys() throws Exception {
    JsonNode json = json(Runs.good());
    assertThat(json.fieldNames())
        .toIterable()
        .contains(
            "verdict", "seed", "world", "scenarios", "generated", "deaths", "restarts", "requests")
        .contains("outcomes", "overlappedOutage", "duplicates", "late", "stallMillis")
        .contains("promises", "elapsedMillis", "toleranceMillis", "faultsAimed", "faultsLanded")
        .contains("faults", "requirements", "controls", "failures");
    assertThat(json.path("outcomes").fieldNames())
        .toIterable()
        .containsExactly("result", "error", "not_sent", "unknown");
    assertThat(json.path("stallMillis").fieldNames())
        .toIterable()
        .containsExactly("p50", "p99", "max");
    assertThat(json.path("deaths").fieldNames())
        .toIterable()
        .containsExactly("SIGKILL", "SIGTERM", "unexpected");
  }

  @Test
  void numbers() throws Exception {
    JsonNode json = json(Runs.good(), Runs.duplicate());
    assertThat(json.path("verdict").textValue()).isEqualTo("BROKEN");
    assertThat(json.path("seed").longValue()).isEqualTo(1);
    assertThat(json.path("world").textValue()).isEqualTo("process");
    assertThat(json.path("scenarios").longValue()).isEqualTo(2);
    assertThat(json.path("generated").longValue()).isEqualTo(1);
    assertThat(json.path("requests").longValue()).isEqualTo(6);
    assertThat(json.path("deaths").toString())
        .isEqualTo("{\"SIGKILL\":2,\"SIGTERM\":2,\"unexpected\":0}");
    assertThat(json.path("outcomes").toString())
        .isEqualTo("{\"result\":4,\"error\":0,\"not_sent\":0,\"unknown\":2}");
    assertThat(json.path("restarts").longValue()).isEqualTo(4);
    assertThat(json.path("overlappedOutage").longValue()).isEqualTo(6);
    assertThat(json.path("duplicates").longValue()).isEqualTo(1);
    assertThat(json.path("late").longValue()).isZero();
    assertThat(json.path("stallMillis").toString())
        .isEqualTo("{\"p50\":20,\"p99\":800,\"max\":800}");
    assertThat(json.path("elapsedMillis").longValue()).isEqualTo(61_500);
    assertThat(json.path("toleranceMillis").longValue()).isEqualTo(500);
    assertThat(json.path("faultsAimed").longValue()).isEqualTo(4);
    assertThat(json.path("faultsLanded").longValue()).isEqualTo(4);
  }

  @Test
  void promises() throws Exception {
    JsonNode promises = json(Runs.duplicate()).path("promises");
    assertThat(promises).hasSize(10);
    assertThat(promises.path(0).toString())
        .startsWith("{\"id\":1,\"title\":\"No duplicate\",\"verdict\":\"BROKEN\",\"exercised\":3,")
        .contains("\"reason\":\"request 2 was executed 2 times", "\"times\":1");
    assertThat(promises.path(1).toString())
        .isEqualTo("{\"id\":2,\"title\":\"Finishes\",\"verdict\":\"HELD\",\"exercised\":3}");
  }

  @Test
  void faults() throws Exception {
    JsonNode faults = json(Runs.good(), Runs.duplicate()).path("faults");
    assertThat(faults).hasSize(Fault.values().length);
    assertThat(faults.path(0).toString())
        .isEqualTo(
            "{\"fault\":\"SIGKILL\",\"title\":\"the daemon is killed\",\"attempted\":2,"
                + "\"landed\":2}");
    assertThat(faults.path(List.of(Fault.values()).indexOf(Fault.FOREIGN_SOCKET)).toString())
        .isEqualTo(
            "{\"fault\":\"FOREIGN_SOCKET\",\"title\":\"another user's socket lies at the path\","
                + "\"attempted\":0,\"landed\":0,\"reason\":\"needs root\\u001B\"}");
  }

  @Test
  void aRequirementNamesItsFault() throws Exception {
    Path file = folder.resolve("summary.json");
    Runs.summary(List.of(Runs.MET, Runs.LANDED), List.of(), true).write(file);
    JsonNode requirements = new ObjectMapper().readTree(file.toFile()).path("requirements");
    assertThat(requirements.path(0).has("fault")).isFalse();
    assertThat(requirements.path(1).path("fault").textValue()).isEqualTo("SIGKILL");
  }

  @Test
  void requirementsControlsAndFailures() throws Exception {
    JsonNode json = json(Runs.duplicate());
    assertThat(json.path("requirements").path(0).toString())
        .contains("\"had\":20,\"needed\":20,\"met\":true");
    assertThat(json.path("controls").path(0).toString())
        .isEqualTo(
            "{\"name\":\"resend\",\"expected\":\"BROKEN\",\"brokenPromise\":1,"
                + "\"actual\":\"BROKEN\",\"actuallyBroken\":[1,4],\"asExpected\":true}");
    assertThat(json.path("failures").path(0).toString())
        .isEqualTo(
            "{\"scenario\":\"failures/1.json\",\"failure\":\"failures/1.jsonl\",\"promise\":1,"
                + "\"sentences\":[\"request 2 was executed 2 times: rows 2 and 9\"],"
                + "\"reproduce\":\"ci/reproduce X\"}");
  }

  @Test
  void knownFailures() throws Exception {
    Path file = folder.resolve("summary.json");
    Runs.known(Runs.EXPIRES.plusDays(2), Runs.duplicate(), 4, 1).write(file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.path("known").path(0).toString())
        .isEqualTo(
            "{\"id\":\"gives-up\",\"issue\":\"https://example.org/issues/12\",\"owner\":\"ann\","
                + "\"expires\":\"2026-12-20\",\"daysLeft\":-2,\"promises\":[1,4],"
                + "\"outcome\":\"EXPIRED\",\"broken\":[1,4],\"sentence\":\"promise 1 (No"
                + " duplicate): request 2 was executed 2 times: rows 2 and 9\"}");
    assertThat(json.path("verdict").textValue()).isEqualTo("BROKEN");
    assertThat(json.path("scenarios").longValue()).isEqualTo(1);
    assertThat(json.path("duplicates").longValue()).isZero();
    assertThat(json(Runs.good()).path("known")).isEmpty();
  }

  @Test
  void whatRecordingCost() throws Exception {
    Path file = folder.resolve("summary.json");
    Runs.measured().write(file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.path("recording").toString())
        .isEqualTo(
            "{\"events\":1234,\"meanNanos\":812,\"maxNanos\":120400,\"shareOfTime\":1.2E-4}");
    assertThat(json(Runs.good()).has("recording")).isFalse();
  }

  @Test
  void aRunOfNothing() throws Exception {
    JsonNode json = json();
    assertThat(json.path("verdict").textValue()).isEqualTo("VACUOUS");
    assertThat(json.path("stallMillis").path("max").longValue()).isZero();
  }
}
