package dev.ridethrough.chaos.explore.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Excuse;
import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.world.Targets;
import dev.ridethrough.chaos.world.sim.SimWorld;
import dev.ridethrough.chaos.world.sim.Software;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the journal promises, at every kill point; and that the exploration notices when it is not
/// so.
class JournalExplorationIT {
  private static final String UNFINISHED = "unfinished-";

  private static Explorer explored(SimWorld world, String base) throws IOException {
    Explorer explorer =
        new Explorer(
            new Explorer.Effort(Delivery.EXACTLY_ONCE, 1, 0, 2, base), world, (_, _, _, _) -> {});
    explorer.run();
    return explorer;
  }

  private static Explorer explored(String base) throws IOException {
    try (SimWorld world = Sabotage.NONE.simWorld(Delivery.EXACTLY_ONCE)) {
      return explored(world, base);
    }
  }

  private static Explorer spoilt(OtherTools.Spoil spoil, String base) throws IOException {
    try (SimWorld world =
        new SimWorld(
            Targets.simulated("spoilt", Delivery.EXACTLY_ONCE),
            new OtherTools(Software.core(), spoil),
            OptionalLong.empty(),
            _ -> {})) {
      return explored(world, base);
    }
  }

  @ParameterizedTest
  @CsvSource({"transactional", "idempotent", "other"})
  void unknownComesOnlyFromBetweenStartAndCompletionOfWhatCannotBeRepeated(String kind)
      throws IOException {
    Explorer explorer = explored(UNFINISHED + kind);

    assertThat(explorer.tally().broken()).isZero();
    Set<Excuse> reasons =
        explorer.certificate().evidence().unknown().stream()
            .filter(it -> it.tool().equals(kind))
            .map(Evidence.Unknown::excuse)
            .collect(Collectors.toSet());
    assertThat(reasons)
        .isSubsetOf(Excuse.CUT_SHORT, Excuse.FATAL)
        .satisfies(it -> assertThat(it.contains(Excuse.CUT_SHORT)).isEqualTo(kind.equals("other")));
  }

  @Test
  void aTransactionalToolThatIsNotExecutedAgainIsCaught() throws IOException {
    GateVerdict verdict =
        GateVerdict.of(spoilt(OtherTools.Spoil.NO_TRANSACTION, "unfinished-trans").tally());
    assertThat(verdict.broken()).contains(Promise.RIDES_OUT);
  }

  @Test
  void anIdempotentToolThatIsNotExecutedAgainIsCaught() throws IOException {
    GateVerdict verdict =
        GateVerdict.of(spoilt(OtherTools.Spoil.NOT_IDEMPOTENT, "unfinished-idem").tally());
    assertThat(verdict.broken()).contains(Promise.RIDES_OUT);
  }

  @Test
  void aToolThatIsExecutedAgainThoughItMayNotBeIsCaught() throws IOException {
    GateVerdict verdict =
        GateVerdict.of(spoilt(OtherTools.Spoil.REPEATED, "unfinished-other").tally());
    assertThat(verdict.broken()).contains(Promise.NO_DUPLICATE);
  }

  /// Fails when there is a pair of records in which no daemon is killed any more.
  @Test
  void aDaemonIsKilledBetweenEachPairOfRecords() throws IOException {
    Set<String> missing =
        Arrays.stream(JournalPair.values())
            .map(it -> it.first() + ", " + it.second())
            .collect(Collectors.toCollection(TreeSet::new));
    for (String base : List.of("unfinished", "poison", "lock-deleted", "cancel")) {
      explored(base).certificate().evidence().pairs().stream()
          .filter(it -> it.kills() > 0)
          .forEach(it -> missing.remove(it.after() + ", " + it.before()));
    }
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "poison, unknown: the daemon ended 2 times while it executed it",
    "full-journal, not_started: the journal is full",
    "saturated, not_started: too many requests at once"
  })
  void whatIsRefusedIsSentAgainOrKnown(String base, String line) throws IOException {
    Explorer explorer = explored(base);
    assertThat(explorer.tally().broken()).isZero();
    assertThat(explorer.certificate().evidence().said())
        .filteredOn(it -> it.line().equals(line))
        .singleElement()
        .satisfies(it -> assertThat(it.count()).isPositive());
  }
}
