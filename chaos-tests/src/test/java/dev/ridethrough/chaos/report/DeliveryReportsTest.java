package dev.ridethrough.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both deliveries, side by side, in each report.
class DeliveryReportsTest {
  @TempDir Path folder;

  private static Story saved() {
    return new Story()
        .delivery("exactly-once")
        .serving(0, 1)
        .sent(10, 1)
        .killed(20, 1)
        .serving(200, 2)
        .by(1, 1)
        .result(210, 1, 1);
  }

  private static Story needless() {
    return new Story()
        .delivery("exactly-once")
        .serving(0, 1)
        .sent(10, 1)
        .killed(20, 1)
        .serving(200, 2)
        .reply(210, 1, Outcome.UNKNOWN);
  }

  private static Summary both() {
    return Runs.summary(Runs.good(), saved());
  }

  @Test
  void theTable() {
    assertThat(new Terminal(false).table(both()).lines())
        .contains(
            "delivery       scenarios  deaths  requests duplicates  late   result  not_sent  unknown"
                + "  error  stall p50     p99 longest",
            "at-most-once           1       2         3          0     0        2         0        1"
                + "      0         20     800     800",
            "exactly-once           1       1         1          0     0        1         0        0"
                + "      0        200     200     200",
            "at-most-once got no result: 0 without an excuse; 1 its daemon died, and nobody was"
                + " asked again");
  }

  @Test
  void whatTheJournalShouldHaveKnownHasNoExcuse() {
    Summary summary = Runs.summary(needless());
    assertThat(summary.deliveries().getFirst().inexcusable()).isEqualTo(1);
    assertThat(new Terminal(false).table(summary))
        .contains("exactly-once got no result: 1 without an excuse");
  }

  @Test
  void theSummary() throws Exception {
    Path file = folder.resolve("summary.json");
    both().write(file);
    JsonNode exactlyOnce = new ObjectMapper().readTree(file.toFile()).at("/deliveries/1");
    assertThat(exactlyOnce.path("delivery").textValue()).isEqualTo("exactly-once");
    assertThat(exactlyOnce.path("requests").longValue()).isEqualTo(1);
    assertThat(exactlyOnce.path("savedByTheJournal").longValue()).isEqualTo(1);
    assertThat(exactlyOnce.path("withoutResult")).isEmpty();
    assertThat(exactlyOnce.path("promises")).hasSize(10);
    JsonNode atMostOnce = new ObjectMapper().readTree(file.toFile()).at("/deliveries/0");
    assertThat(atMostOnce.at("/withoutResult/0").toString())
        .isEqualTo(
            "{\"excuse\":\"LOST\",\"text\":\"its daemon died, and nobody was asked again\","
                + "\"requests\":1}");
  }

  @Test
  void theXml() throws Exception {
    Path file = folder.resolve("junit.xml");
    JUnitXml.write(Runs.summary(needless()), file);
    assertThat(Files.readString(file))
        .contains(
            "<property name=\"exactly-once.requests\" value=\"1\"/>",
            "<property name=\"exactly-once.withoutResult.NONE\" value=\"1\"/>",
            "classname=\"ridethrough.delivery\" name=\"exactly-once\"",
            "1 requests got no result, though nothing explains it");
  }

  /// What the code under test wrote gets into it.
  @Test
  void thePage() {
    String page = Html.page(Runs.summary(Runs.good(), Runs.failed("<script>&\"")));
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("<td>at-most-once</td>", "&lt;script&gt;&amp;&quot;", "its daemon died")
        .doesNotContain("<script");
    assertThat(Html.page(both())).contains("<td>exactly-once</td>");
  }
}
