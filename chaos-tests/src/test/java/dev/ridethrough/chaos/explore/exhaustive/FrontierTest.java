package dev.ridethrough.chaos.explore.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.explore.exhaustive.Visits.Place;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Phase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrontierTest {
  private static final Place POLL = new Place(0, 0, Phase.CONNECT, Operation.CONNECT);

  private final Frontier frontier = new Frontier(2, false);

  private List<Integer> passes() {
    return frontier.hasMore()
        ? frontier.takeNew().stream().map(it -> it.coordinate().n()).distinct().toList()
        : List.of();
  }

  @Test
  void pollsAreFoldedIntoFirstSecondAndLast() {
    frontier.add(Map.of(POLL, 23));
    assertThat(passes()).containsExactly(1, 2, 23);
  }

  @Test
  void morePollsInAnotherRunAreNothingNew() {
    frontier.add(Map.of(POLL, 23));
    assertThat(passes()).isNotEmpty();
    frontier.add(Map.of(POLL, 40));
    assertThat(passes()).isEmpty();
  }

  @Test
  void whatRecoveryOpensIsNew() {
    frontier.add(Map.of(POLL, 1));
    assertThat(passes()).containsExactly(1);
    frontier.add(Map.of(new Place(1, 0, Phase.AWAIT, Operation.READ), 1));
    assertThat(passes()).containsExactly(1);
    assertThat(passes()).isEmpty();
  }

  @Test
  void ofAlikeProxiesOneStandsForAll() {
    frontier.add(Map.of(new Place(0, 1, Phase.CONNECT, Operation.CONNECT), 1));
    assertThat(passes()).isEmpty();
  }

  @Test
  void laterLivesRepeatTheFirst() {
    frontier.add(Map.of(new Place(2, Coordinate.DAEMON, Phase.START, Operation.LOCK), 1));
    assertThat(passes()).isEmpty();
  }

  @Test
  void aPairHasAStrikeInEachLife() {
    frontier.add(Map.of(POLL, 1, new Place(1, -1, Phase.START, Operation.LOCK), 1));
    assertThat(passes()).isNotEmpty();
    assertThat(frontier.pairs(5, 1))
        .hasSize(5)
        .allSatisfy(it -> assertThat(it).extracting(Strike::life).containsExactly(0, 1))
        .isEqualTo(frontier.pairs(5, 1));
  }
}
