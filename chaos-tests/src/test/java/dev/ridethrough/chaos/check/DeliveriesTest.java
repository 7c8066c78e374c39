package dev.ridethrough.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A sum over both deliveries says what one of them lacks.
class DeliveriesTest {
  private static Story killedAfterCommit(String delivery) {
    return new Story()
        .delivery(delivery)
        .serving(0, 1)
        .sent(10, 1)
        .killed(20, 1)
        .serving(200, 2)
        .by(1, 1);
  }

  private static Story doubted() {
    return killedAfterCommit("at-most-once").rows(1, 1L).reply(25, 1, Outcome.UNKNOWN);
  }

  private static Story saved() {
    return killedAfterCommit("exactly-once").result(210, 1, 1);
  }

  private static Story harmless(String delivery) {
    return new Story().delivery(delivery).serving(0, 1).sent(10, 1).result(20, 1, 1);
  }

  private static Tally tally(Story... stories) {
    Tally tally = new Tally();
    for (Story story : stories) {
      tally.add(Judge.judge(story.tell()));
    }
    return tally;
  }

  private static long killedAfterCommit(Tally tally) {
    return Requirement.ofGate(tally, 1, Set.of()).stream()
        .filter(it -> it.name().equals("requests killed between commit and reply"))
        .findFirst()
        .orElseThrow()
        .had();
  }

  @Test
  void eachIsCountedByItself() {
    Tally tally = tally(doubted(), saved(), saved());
    assertThat(tally.parts().keySet()).containsExactly("at-most-once", "exactly-once");
    assertThat(tally.get(Figure.SCENARIOS)).isEqualTo(3);
    assertThat(tally.parts().get("exactly-once").get(Figure.SCENARIOS)).isEqualTo(2);
    assertThat(tally.parts().get("at-most-once").get(Excuse.LOST)).isEqualTo(1);
    assertThat(tally.parts().get("exactly-once").get(Excuse.LOST)).isZero();
  }

  @Test
  void whatTheJournalSavesWasKilledAfterItsCommitToo() {
    assertThat(tally(saved()).get(Figure.KILLED_AFTER_COMMIT)).isEqualTo(1);
    assertThat(tally(saved()).get(Figure.SAVED)).isEqualTo(1);
    assertThat(tally(doubted()).get(Figure.SAVED)).isZero();
  }

  /// The reply was on its way when the daemon died; or the second generation did it.
  @Test
  void whatNeededNoJournalWasNotSaved() {
    Story early = killedAfterCommit("exactly-once").result(25, 1, 1);
    assertThat(tally(early).get(Figure.KILLED_AFTER_COMMIT)).isZero();
    Story once = killedAfterCommit("at-most-once").result(210, 1, 1);
    assertThat(tally(once).get(Figure.SAVED)).isZero();
    Story anew = killedAfterCommit("exactly-once").by(1, 2).result(210, 1, 1);
    assertThat(tally(anew).get(Figure.KILLED_AFTER_COMMIT)).isZero();
  }

  @Test
  void aGateNeedsEnoughWithEach() {
    assertThat(killedAfterCommit(tally(doubted(), saved(), saved()))).isEqualTo(1);
    assertThat(killedAfterCommit(tally(doubted(), harmless("exactly-once")))).isZero();
  }

  @Test
  void whatOneDidNotPutToTheTestIsVacuous() {
    assertThat(tally(doubted(), saved()).verdict(Promise.NO_DUPLICATE))
        .isInstanceOf(Verdict.Held.class);
    Tally tally = tally(doubted(), harmless("exactly-once"));
    assertThat(tally.verdict(Promise.NO_DUPLICATE))
        .isInstanceOfSatisfying(
            Verdict.Vacuous.class,
            it -> assertThat(it.reason()).startsWith("with delivery exactly-once, no request"));
  }

  @Test
  void whatOneBrokeIsBroken() {
    Story twice = saved().rows(1, 1L, 2L).by(1, 1, 2);
    Tally tally = tally(doubted(), twice);
    assertThat(tally.verdict(Promise.NO_DUPLICATE)).isInstanceOf(Verdict.Broken.class);
    assertThat(tally.parts().get("at-most-once").verdict(Promise.NO_DUPLICATE))
        .isInstanceOf(Verdict.Held.class);
  }
}
