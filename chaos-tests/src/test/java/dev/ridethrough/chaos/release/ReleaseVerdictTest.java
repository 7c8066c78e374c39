package dev.ridethrough.chaos.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.Story;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseVerdictTest {
  private final ReleaseVerdict verdict = new ReleaseVerdict();

  /// A request that waits for the second generation, and gets its result.
  private static Story ridden() {
    return new Story()
        .serving(0, 1)
        .sent(900, 1)
        .terminated(1_000, 1_100, 1)
        .serving(1_400, 2)
        .result(1_500, 1, 7);
  }

  private static Story undisturbed() {
    return new Story()
        .serving(0, 1)
        .sent(100, 1)
        .result(150, 1, 7)
        .terminated(1_000, 1_100, 1)
        .serving(1_400, 2);
  }

  private static List<History> both(Story atMostOnce, Story exactlyOnce) {
    return List.of(
        atMostOnce.delivery("at-most-once").tell(), exactlyOnce.delivery("exactly-once").tell());
  }

  private Overall add(Part part, List<History> histories, int cuts, String... wrong) {
    return verdict.add(new PartResult(part, histories, 2, cuts, 1, List.of(wrong))).overall();
  }

  private GateVerdict all() {
    return verdict.verdict();
  }

  @Test
  void whatWasRiddenOutIsHeld() {
    assertThat(add(Part.FORTH, both(ridden(), ridden()), 0)).isEqualTo(Overall.HELD);
    assertThat(all().overall()).isEqualTo(Overall.HELD);
    assertThat(verdict.updates()).isEqualTo(2);
    assertThat(verdict.restarts()).as("of the one daemon").isEqualTo(1);
  }

  @Test
  void withoutARequestOverAnUpdateThereIsNothingToSee() {
    assertThat(add(Part.FORTH, both(ridden(), undisturbed()), 0)).isEqualTo(Overall.VACUOUS);
    assertThat(add(Part.BACK, both(ridden(), ridden()), 0)).isEqualTo(Overall.HELD);
    assertThat(all().overall()).isEqualTo(Overall.VACUOUS);
    assertThat(all().requirements())
        .filteredOn(it -> !it.isMet())
        .singleElement()
        .extracting("name")
        .asString()
        .endsWith("in FORTH");
  }

  @Test
  void updatesMustHaveBeenKilledAtMostSteps() {
    assertThat(add(Part.CUT, both(ridden(), ridden()), 3)).isEqualTo(Overall.VACUOUS);
    assertThat(add(Part.CUT, both(ridden(), ridden()), 4)).isEqualTo(Overall.HELD);
  }

  @Test
  void aDuplicateNamesItsPromise() {
    assertThat(add(Part.FORTH, both(ridden(), ridden().rows(1, 7L, 8L)), 0))
        .isEqualTo(Overall.BROKEN);
    assertThat(all().broken()).contains(Promise.NO_DUPLICATE);
  }

  @Test
  void whatAnUpdateDidWrongBreaksPromise7() {
    assertThat(add(Part.NO_START, both(ridden(), ridden()), 0, "it said that it is updated"))
        .isEqualTo(Overall.BROKEN);
    assertThat(all().broken()).containsExactly(Promise.ONE_DAEMON);
    assertThat(all().rulings().get(Promise.ONE_DAEMON.id() - 1).verdict().toString())
        .contains("NO_START: it said that it is updated");
  }

  /// Going back may have had another reason than the one that it shall be tried with.
  @Test
  void whatWasPlantedMustHaveBittenSomebody() {
    for (Part part : List.of(Part.NO_START, Part.CRASH, Part.CRASH_LATER)) {
      PartResult result = new PartResult(part, both(ridden(), ridden()), 1, 0, 0, List.of());
      assertThat(verdict.add(result).overall()).as("%s", part).isEqualTo(Overall.VACUOUS);
      assertThat(add(part, both(ridden(), ridden()), 0)).as("%s", part).isEqualTo(Overall.HELD);
    }
  }

  @Test
  void oneBuildIsNoUpdate() {
    Build old = new Build("OLD", Path.of("o"), Path.of("o"), "1", "digest", true, true);
    Build same = new Build("NEW", Path.of("n"), Path.of("n"), "2", "digest", true, true);
    verdict.compare(old, same);
    assertThat(add(Part.NEW_PROXIES, both(ridden(), ridden()), 0)).isEqualTo(Overall.HELD);
    assertThat(all().overall()).isEqualTo(Overall.VACUOUS);
  }

  @Test
  void twoBuildsAre() {
    Build old = new Build("OLD", Path.of("o"), Path.of("o"), "1", "digest", true, true);
    Build fresh = new Build("NEW", Path.of("n"), Path.of("n"), "1", "other", true, true);
    verdict.compare(old, fresh);
    add(Part.FORTH, both(ridden(), ridden()), 0);
    assertThat(all().overall()).isEqualTo(Overall.HELD);
  }

  @Test
  void aPartWithoutAnySessionsIsNoPass() {
    assertThat(add(Part.FORTH, List.of(), 0)).isEqualTo(Overall.VACUOUS);
  }
}
