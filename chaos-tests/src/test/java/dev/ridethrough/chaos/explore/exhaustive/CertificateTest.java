package dev.ridethrough.chaos.explore.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.grace.Delivery;
import dev.ridethrough.machine.Phase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {
  private static final String REASON = "nobody comes there";
  private static final Certificate.Made MADE = made(27);
  private static final Scenario SCENARIO = new Scenario("s", 8_000, 4_000, 1, List.of());

  private static Certificate.Line line(long hits, @Nullable String reason) {
    return new Certificate.Line(
        "DAEMON", Phase.REPLY, Operation.WRITE, Phase.WAIT, hits, 0, reason, null);
  }

  private static Certificate of(List<Certificate.Line> lines, String... unplanned) {
    return of(MADE, lines, unplanned);
  }

  private static Certificate of(
      Certificate.Made made, List<Certificate.Line> lines, String... unplanned) {
    int reasoned = (int) lines.stream().filter(it -> it.reason() != null).count();
    return new Certificate(
        made, lines.size(), 0, 0, reasoned, 0, List.of(unplanned), evidence(1), lines);
  }

  /// @param times how often each thing was seen
  private static Evidence evidence(long times) {
    return new Evidence(
        List.of(new Evidence.Pair("its start", "its effect", times, null)),
        List.of(),
        List.of(new Evidence.Said("not_started: shutting down", times, null)),
        Plan.stops().stream()
            .filter(it -> times > 0 || it != Phase.SEND)
            .map(it -> new Evidence.Stop(it, "result", 1, 1, SCENARIO))
            .toList());
  }

  private static List<Certificate.Line> hundredHit() {
    return new ArrayList<>(Collections.nCopies(100, line(1, null)));
  }

  private static Certificate.Made made(int bases) {
    return new Certificate.Made(4, 6_000, "", bases, 27, 100, 1_000, 0, "ab12");
  }

  @Test
  void aWholeOneHasNoFault() {
    assertThat(of(hundredHit()).faults()).isEmpty();
  }

  @Test
  void whatWasNeverHitIsAFault() {
    List<Certificate.Line> lines = hundredHit();
    lines.add(line(0, null));
    assertThat(of(lines).faults())
        .containsExactly("never hit: DAEMON REPLY WRITE, request in WAIT");
  }

  @Test
  void ofAPartWhatWasNotHitSaysNothing() {
    List<Certificate.Line> lines = hundredHit();
    lines.add(line(0, null));
    assertThat(of(made(5), lines).faults()).isEmpty();
    assertThat(of(made(5), lines, "PROXY WAIT EXIT").faults())
        .containsExactly("passed, but not planned: PROXY WAIT EXIT");
  }

  @Test
  void whatCannotBeHitNeedsAReasonAndThenMustNotBe() {
    List<Certificate.Line> lines = hundredHit();
    lines.add(line(0, REASON));
    assertThat(of(lines).faults()).isEmpty();
    lines.set(100, line(1, REASON));
    assertThat(of(lines).faults()).singleElement().asString().startsWith("hit, though " + REASON);
  }

  @Test
  void tooMuchCannotBeReasonedAway() {
    List<Certificate.Line> lines = hundredHit();
    lines.addAll(Collections.nCopies(3, line(0, REASON)));
    assertThat(of(lines).faults()).containsExactly("3 of 103 windows are reasoned away: too many");
  }

  @Test
  void whatNobodyHadPlannedIsAFault() {
    assertThat(of(hundredHit(), "PROXY WAIT EXIT").faults())
        .containsExactly("passed, but not planned: PROXY WAIT EXIT");
  }

  @Test
  void whatWasNeverSeenIsAFault() {
    List<Certificate.Line> lines = hundredHit();
    Certificate it = new Certificate(MADE, lines.size(), 0, 0, 0, 0, List.of(), evidence(0), lines);
    assertThat(it.faults())
        .containsExactly(
            "no daemon died between two records of a request: its start, its effect",
            "no daemon ever said: not_started: shutting down",
            "no daemon was stopped beyond the window while a request was in SEND");
  }

  @Test
  void itSaysHowItWasMade(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("certificate.json");
    of(hundredHit()).write(file);

    JsonNode made = new ObjectMapper().readTree(file.toFile()).path("made");
    assertThat(made.path("schedules").asInt()).isEqualTo(4);
    assertThat(made.path("pairs").asInt()).isEqualTo(6_000);
    assertThat(made.path("bases").asInt()).isEqualTo(27);
    assertThat(made.path("allBases").asInt()).isEqualTo(27);
    assertThat(made.path("seed").asInt(-1)).isZero();
    assertThat(made.path("digest").asText()).isEqualTo("ab12");
  }

  @Test
  void reasonsAreForWindowsThatArePlanned() {
    assertThat(Plan.windows(Delivery.AT_MOST_ONCE)).containsAll(Plan.reasons().keySet());
  }
}
